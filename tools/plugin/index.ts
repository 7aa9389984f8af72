import path from "node:path";

import { ROOT } from "../support/command";
import { writeArchives } from "./archives";

const folder = path.join(ROOT, "archives");

void writeArchives(folder).then(() => {
  console.log(`The archives of the plugin and its schema are in ${folder}`);
});
