const isWindows = process.platform === "win32";

/** A test of what Windows lacks: signals that a process can answer, ends of all that a process started, and programs that are shell scripts. */
export const testOnPosix = isWindows ? test.skip : test;

/** The rights that a file of these rights shows: Windows knows none but whether it may be written. */
export const shownMode = (mode: number): number => (isWindows ? 0o666 : mode);
