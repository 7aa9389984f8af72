import { webhook } from "../../resources/webhook";
import { DynamicProvider } from "./adapter";

export = new DynamicProvider(webhook);
