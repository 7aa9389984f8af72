export * from "./answers";
export { ApiError, type Encounter } from "./api-error";
export { ProxySettingError } from "./proxy-setting-error";
export * from "./refusals";
export * from "./transport";
export { UnaddressableNameError } from "./unaddressable-name-error";
