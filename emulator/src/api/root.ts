/** Where the API begins. */
export const API_ROOT = "/v2.1";
