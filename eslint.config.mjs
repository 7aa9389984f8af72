import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const OUTSIDE = {
  regex: String.raw`^(\.\./)+(bench|emulator|tests|tools)/`,
  message: "provider/ is what is published: move what it needs into provider/.",
};
const PULUMI = {
  regex: "^@(pulumi|grpc)/",
  message: "Only provider/program loads Pulumi's SDK: pass plain data here.",
};
const PROTOCOL = {
  regex: "^@pulumi/(?!pulumi/proto/)",
  message: "The plugin loads only the protocol of Pulumi's SDK: import from @pulumi/pulumi/proto.",
};
const ENGINE = "The engine's process runs neither a program nor the command line: move the code to provider/resources.";
// A file to import contains the state of the dynamic front end.
const ALL_OF_ENGINE_BUT_STATE = "engine(?!/dynamic/(reference|host-properties)$)";

/** Modules that the files of a folder must not import: relative ones by the folder that they are in. */
const layer = (folder, others, message, patterns = [OUTSIDE, PULUMI]) => ({
  files: [`${folder}/**`],
  patterns: [...patterns, { regex: String.raw`^(\.\.?/)+(${others})/`, message }],
});

/** The direction of imports. If a file is in several layers, the last one decides. */
const LAYERS = [
  layer("provider", "cli", "Only the command line imports provider/cli: move the code to provider/resources.", [
    OUTSIDE,
  ]),
  layer(
    "provider/cli",
    `program|${ALL_OF_ENGINE_BUT_STATE}`,
    "The command line runs without Pulumi: move the code to provider/resources.",
  ),
  layer("provider/engine", "cli|program", ENGINE, [OUTSIDE, { ...PULUMI, allowTypeImports: true }]),
  layer("provider/engine/plugin", "cli|program", ENGINE, [OUTSIDE, PROTOCOL]),
  layer("provider/resources", "cli|engine|program", "The resources know no engine: take and return plain data."),
  layer(
    "provider/api",
    "cli|engine|program|resources",
    "The API client knows neither resources nor Pulumi: take a parameter, or move the code to provider/shared.",
  ),
  layer(
    "provider/shared",
    "api|cli|engine|program|resources",
    "provider/shared imports no other folder: move the code to the folder that needs the import.",
  ),
  layer(
    "emulator/src",
    "bench|provider|tests|tools",
    "The emulator is a package of its own: give it its own code.",
    [],
  ),
  layer("tools", "tests", "Tests use the tools: move the code to tools/support.", []),
];

const importRules = LAYERS.map(({ files, patterns }) => ({
  files,
  plugins: { "@typescript-eslint": tseslint.plugin },
  rules: {
    "@typescript-eslint/no-restricted-imports": ["error", { patterns }],
    // The rule above does not see `import()` and `require()`.
    "no-restricted-syntax": [
      "error",
      ...patterns.map(({ regex, message }) => ({
        selector: `:matches(ImportExpression, CallExpression[callee.name="require"]) > Literal[value=/${regex.replaceAll("/", "\\/")}/]`,
        message,
      })),
    ],
  },
}));

export default defineConfig(
  { ignores: ["**/dist/", "node_modules/", "**/node_modules/", "docs/reference/", ".stryker-tmp/", "reports/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { project: ["tsconfig.json", "examples/tsconfig.json"], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/no-empty-object-type": ["error", { allowInterfaces: "with-single-extends" }],
      "@typescript-eslint/no-invalid-void-type": ["error", { allowAsThisParameter: true }],
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
    },
  },
  {
    files: ["**/*.{js,cjs,mjs}"],
    languageOptions: {
      globals: {
        require: "readonly",
        module: "writable",
        exports: "writable",
        process: "readonly",
        console: "readonly",
        globalThis: "readonly",
        setInterval: "readonly",
        URL: "readonly",
        Buffer: "readonly",
      },
    },
  },
  importRules,
);
