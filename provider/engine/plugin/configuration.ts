import { CheckFailure, CheckRequest, CheckResponse, ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb";

import { type FrontEnd, Session } from "../../resources/session";
import { EXPLICIT, resolveConfiguration, type Setting } from "../../shared/configuration";
import { holdsUnknown } from "../../shared/engine-values";
import { toInputs, toStruct } from "./values";

/**
 * Checks the settings of a provider. The token becomes a secret, whether or not it is declared as one. What is taken
 * from the environment is not recorded.
 */
export function checkConfig(request: CheckRequest): CheckResponse {
  const { properties } = toInputs(request.getNews());
  const [, , , name = ""] = request.getUrn().split("::");
  const isKnown = !holdsUnknown(properties);
  const { problems = [] } = isKnown ? resolveConfiguration(settingsOf(properties, name), process.env) : {};
  const response = new CheckResponse();
  response.setInputs(toStruct({ properties, secrets: ["apiToken"] }));
  // A failure with a property prints its value.
  response.setFailuresList(problems.map((reason) => new CheckFailure().setReason(reason)));
  return response;
}

/** Begins a session with the settings of a provider. Every verb reports what is wrong with them. */
export function configure(request: ConfigureRequest, frontEnd: FrontEnd): Session {
  const { properties } = toInputs(request.getArgs());
  return Session.configure(settingsOf(properties, request.getName() ?? ""), process.env, frontEnd);
}

/**
 * The settings by their keys in the stack's configuration.
 * @param name the name of the provider: empty in a command that has no program
 */
function settingsOf(properties: Readonly<Record<string, unknown>>, name: string): Setting {
  const isExplicit = name !== "" && !/^default(_|$)/.test(name);
  return (key) => {
    if (key === EXPLICIT) return String(isExplicit);
    const value = properties[key.replace("ubiops:", "")];
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
}
