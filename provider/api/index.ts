export type { Api, ConnectionOptions, Identity, ReadOptions } from "./api";
export { Connection } from "./connection";
export * from "./errors";
