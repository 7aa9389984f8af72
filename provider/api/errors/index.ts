export * from "./answers";
export { ApiError, type Encounter } from "./api-error";
export * from "./refusals";
export * from "./transport";
export * from "./unaddressable-name-error";
