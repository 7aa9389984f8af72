/** The Pulumi CLI that is installed or built where none is on PATH. */
export const VERSION = "3.259.0";

/**
 * The oldest CLI on PATH that is used: the first whose `pulumi import --file` takes outputs. The package itself works with
 * an older one.
 */
export const OLDEST = "3.254.0";
