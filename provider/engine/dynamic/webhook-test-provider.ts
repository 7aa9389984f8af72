import { webhookTest } from "../../resources/webhook-test";
import { DynamicProvider } from "./adapter";

export = new DynamicProvider(webhookTest);
