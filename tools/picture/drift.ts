import path from "node:path";

import { ROOT } from "../support/command";

/** The options of the preview in the picture. */
export const DRIFT = ["--refresh", "--diff"];

export const PICTURE = path.join(ROOT, "docs", "drift.svg");
