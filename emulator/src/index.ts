export { startEmulator } from "./emulator";
export type { Emulator } from "./emulator";
export { PROTECTED_FORMS } from "./options";
export type { EmulatorOptions, ProtectedForm } from "./options";
export type { LoggedRequest } from "./request-log";
export type { StoredHeader, StoredWebhook, WebhookFields } from "./webhook";
export type { Trouble, TroubleKind } from "./trouble/kinds";
export type { TroubleHandle } from "./trouble/selector";
