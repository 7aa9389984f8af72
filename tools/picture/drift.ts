import path from "node:path";

import { ROOT } from "../support/command";

/** What the preview in the picture is asked for. */
export const DRIFT = ["--refresh", "--diff"];

export const PICTURE = path.join(ROOT, "docs", "drift.svg");
