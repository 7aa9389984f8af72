import { startEmulator } from "../../emulator/src";
import type { Emulator, EmulatorOptions } from "../../emulator/src";

/** Starts emulators for the tests of a file or block, and closes them after each test, even if it fails. */
export function emulators(): (options?: EmulatorOptions) => Promise<Emulator> {
  const started = new Set<Emulator>();
  afterEach(async () => {
    await Promise.all([...started].map((emulator) => emulator.close()));
    started.clear();
  });
  return async (options) => {
    const emulator = await startEmulator(options);
    started.add(emulator);
    return emulator;
  };
}
