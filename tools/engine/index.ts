import { engineFolder } from "./folder";

/** Prints the folder that holds the engine, and nothing else, on standard output. */
engineFolder().then(
  (folder) => {
    console.log(folder);
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
