import type { ProgramOptions } from "../program";

/** A way to write a program, and what it needs besides the package and the SDK. */
export interface Form extends Pick<ProgramOptions, "source" | "file" | "compiled" | "files" | "env" | "main"> {
  readonly packages?: readonly string[];
  /** Whether the program runs the engine, by the Automation API. */
  readonly runsItself?: boolean;
  /** How many webhooks it makes. Default: 1. */
  readonly webhooks?: number;
}

const ARGS = `{
  objectType: "deployment",
  objectName: "model",
  event: "deployment_request_finished",
  url: "https://hooks.example.com/ubiops",
  protectedHeaders: { Authorization: "Bearer CANARY" },
}`;

const MODULE = `import * as ubiops from "pulumi-ubiops";
const finished = new ubiops.Webhook("finished", ${ARGS});
export const webhookId = finished.webhookId;
`;

const SCRIPT = `const ubiops = require("pulumi-ubiops");
exports.webhookId = new ubiops.Webhook("finished", ${ARGS}).webhookId;
`;

const TYPESCRIPT = ["typescript@5.9", "@types/node@20"];

const BOTH = `import * as ubiops from "pulumi-ubiops";
import * as native from "pulumi-ubiops/native";
const finished = new ubiops.Webhook("finished", ${ARGS});
const copy = new native.Webhook("copy", ${ARGS});
export const webhookIds = [finished.webhookId, copy.webhookId];
`;

const manifest = (fields: object): Record<string, string> => ({
  "package.json": JSON.stringify({ name: "program", private: true, ...fields }),
});

const compiler = (module: string): Record<string, string> => ({
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      strict: true,
      target: "ES2022",
      module,
      moduleResolution: module === "commonjs" ? "node10" : module,
    },
    files: ["index.ts"],
  }),
});

const native = (runtime: string): Record<string, string> => ({
  "Pulumi.yaml": `name: program\nruntime: ${runtime}\npackages: { ubiops: ./node_modules/pulumi-ubiops }\n`,
});

/** A program in TypeScript that makes a webhook with the dynamic provider and another one with the native plugin. */
export const typescriptForBoth = (typescript: string, node: string): Form => ({
  source: BOTH,
  file: "index.ts",
  files: { ...manifest({ main: "index.ts" }), ...compiler("nodenext"), ...native("nodejs") },
  packages: [`typescript@${typescript}`, `@types/node@${node}`],
  webhooks: 2,
});

const COMPONENT = `const pulumi = require("@pulumi/pulumi");
const ubiops = require("pulumi-ubiops");
exports.Notified = class extends pulumi.ComponentResource {
  constructor(name) {
    super("component:index:Notified", name);
    new ubiops.Webhook(name, ${ARGS}, { parent: this });
  }
};
`;

/** Does one operation with a stack that has an inline program. */
const INLINE = `const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const ubiops = require("pulumi-ubiops");
const program = async () => ({ webhookId: new ubiops.Webhook("finished", ${ARGS}).webhookId });
const operations = {
  up: (stack) => stack.up(),
  preview: (stack) => stack.preview({ refresh: true, expectNoChanges: true }),
  destroy: (stack) => stack.destroy(),
};
LocalWorkspace.createOrSelectStack({ stackName: "dev", projectName: "program", program }, { workDir: __dirname })
  .then(operations[process.argv[2]])
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
`;

export const FORMS = {
  "JavaScript, CommonJS": { source: SCRIPT },
  "JavaScript, ESM": { source: MODULE, files: manifest({ main: "index.js", type: "module" }) },
  "TypeScript, CommonJS": {
    source: MODULE,
    file: "index.ts",
    files: { ...manifest({ main: "index.ts" }), ...compiler("commonjs") },
    packages: TYPESCRIPT,
  },
  "TypeScript, NodeNext": {
    source: MODULE,
    file: "index.ts",
    files: { ...manifest({ main: "index.ts" }), ...compiler("nodenext") },
    packages: TYPESCRIPT,
  },
  "TypeScript, run by tsx": {
    source: MODULE,
    file: "index.ts",
    compiled: false,
    files: manifest({ main: "index.ts", type: "module" }),
    env: { NODE_OPTIONS: "--import tsx" },
    packages: ["tsx@4"],
  },
  "a component package that has ours as a peer": {
    source: `const { Notified } = require("component");\nnew Notified("finished");\n`,
    files: {
      "component/package.json": JSON.stringify({
        name: "component",
        version: "1.0.0",
        peerDependencies: { "@pulumi/pulumi": "3", "pulumi-ubiops": "*" },
      }),
      "component/index.js": COMPONENT,
    },
    packages: ["file:./component"],
  },
  "JavaScript, with the native plugin too": {
    source: BOTH,
    files: {
      ...manifest({ main: "index.js", type: "module" }),
      ...native("{ name: nodejs, options: { typescript: false } }"),
    },
    webhooks: 2,
  },
  "main in a subfolder": { source: SCRIPT, main: "infra" },
  "an inline program of the Automation API": { source: INLINE, runsItself: true },
} satisfies Record<string, Form>;
