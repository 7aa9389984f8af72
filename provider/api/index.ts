export { Client, type ClientOptions, type OperationOptions, type Tuning } from "./client";
export { ApiError, BadRequestError, NameTakenError, TimeoutError } from "./errors";
export { privateValues } from "./explain";
export { Operation } from "./operation";
export { ShapeError } from "./parse";
export type { ReadOptions } from "./reads";
export type * from "./types";
