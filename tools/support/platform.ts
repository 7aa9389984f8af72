const isWindows = process.platform === "win32";

/** A test that needs what Windows lacks: signals that a process can handle, or programs that are shell scripts. */
export const testOnPosix = isWindows ? test.skip : test;

/** The mode that a file of this mode has: Windows knows only whether it can be written. */
export const shownMode = (mode: number): number => (isWindows ? 0o666 : mode);
