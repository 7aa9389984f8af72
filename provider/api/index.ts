export { Client, type ClientOptions, Operation, type Tuning } from "./client";
export { ApiError, BadRequestError, NameTakenError, TimeoutError } from "./errors";
export { privateValues } from "./explain";
export { ShapeError } from "./parse";
export type { ReadOptions } from "./reads";
export type * from "./types";
