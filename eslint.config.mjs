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

/** Folders of provider/ that a folder must not import, and what to do instead. */
const folders = (names, message) => ({ regex: String.raw`^(\.\./)+(${names})/`, message });

/** What the files must not import. Of files that several entries match, the last one decides. */
const IMPORTS = [
  {
    files: ["provider/index.ts", "provider/program/**"],
    patterns: [OUTSIDE, folders("cli", "Programs do not load the command line: move the code to provider/resources.")],
  },
  {
    files: ["provider/shared/**"],
    patterns: [
      OUTSIDE,
      PULUMI,
      folders(
        "api|cli|engine|program|resources",
        "provider/shared imports no other folder: move this code to the folder that needs the import.",
      ),
    ],
  },
  {
    files: ["provider/api/**"],
    patterns: [
      OUTSIDE,
      PULUMI,
      folders(
        "cli|engine|program|resources",
        "The API client knows neither resources nor Pulumi: take a parameter, or move the code to provider/shared.",
      ),
    ],
  },
  {
    files: ["provider/resources/**"],
    patterns: [
      OUTSIDE,
      PULUMI,
      folders(
        "cli|engine|program",
        "The resources know no engine: take and return plain data, or move the code to provider/resources.",
      ),
    ],
  },
  {
    files: ["provider/engine/**"],
    patterns: [
      OUTSIDE,
      { ...PULUMI, allowTypeImports: true },
      folders(
        "cli|program",
        "The engine's process runs neither the program nor the command line: move shared code down.",
      ),
    ],
  },
  {
    files: ["provider/engine/plugin/**"],
    patterns: [
      OUTSIDE,
      {
        regex: "^@pulumi/(?!pulumi/proto/)",
        message: "The plugin loads the SDK's protocol files (`@pulumi/pulumi/proto/*`), not the SDK.",
      },
      folders(
        "cli|program",
        "The engine's process runs neither the program nor the command line: move shared code down.",
      ),
    ],
  },
  {
    files: ["provider/cli/**"],
    patterns: [
      OUTSIDE,
      PULUMI,
      {
        // A file to import is a state of the dynamic front end.
        regex: String.raw`^(\.\./)+(program/|engine/(?!dynamic/(reference|host-properties)$))`,
        message: "The command line runs without Pulumi: move shared code to provider/resources.",
      },
    ],
  },
  {
    files: ["emulator/src/**"],
    patterns: [
      {
        regex: String.raw`^(\.\./)+(bench|provider|tests|tools)/`,
        message: "The emulator is a package of its own: give it its own code.",
      },
    ],
  },
  {
    files: ["tools/**"],
    patterns: [
      { regex: String.raw`^(\.\./)+tests/`, message: "Tests use the tools: move shared code to tools/support." },
    ],
  },
];

const importRules = IMPORTS.map(({ files, patterns }) => ({
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
