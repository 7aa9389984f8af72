export * from "./answers";
export { ApiError } from "./api-error";
export { ProxySettingError } from "./proxy-setting-error";
export * from "./refusals";
export * from "./transport";
