/** The Pulumi CLI that is installed or built where none is on PATH. */
export const VERSION = "3.259.0";

/** The oldest CLI on PATH that is used: the one that goes with the oldest SDK the package supports. */
export const OLDEST = "3.216.0";
