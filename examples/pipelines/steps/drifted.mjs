// Prints what drifted, as a preview in JSON has it: a line for each resource, with the properties that must be changed back.
//
// Usage: node drifted.mjs <preview.json>
import { readFile } from "node:fs/promises";

const { steps = [], diagnostics = [] } = JSON.parse(await readFile(process.argv[2], "utf8"));

const WHAT_HAPPENED = {
  create: "is gone",
  update: "was changed",
  replace: "was changed in a way that takes a new one to undo",
  delete: "is not in the program",
};

const drifted = steps
  .filter(({ op }) => op in WHAT_HAPPENED)
  .map(({ op, urn, detailedDiff }) => {
    const properties = Object.keys(detailedDiff ?? {});
    const where = properties.length > 0 ? `: ${properties.join(", ")}` : "";
    return `- ${urn.split("::").at(-1)} ${WHAT_HAPPENED[op]}${where}`;
  });

const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message.trim());

if (drifted.length > 0) console.log(["Drift:", ...drifted].join("\n"));
if (errors.length > 0) console.log(errors.join("\n"));
