import { ensureBuilt } from "../../tools/support/built";

/** Runs once before the tests that need no engine: some of them run what is built. */
export default ensureBuilt;
