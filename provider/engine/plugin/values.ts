import { Struct, type Value } from "google-protobuf/google/protobuf/struct_pb";

import type { Inputs, Properties, Recorded } from "../../resources/types";
import { isAlwaysSecret, markSecrets, placeOf, secretsIn } from "../../resources/secrets";
import { SECRET_SIGNATURE, SIGNATURE_KEY } from "../../shared/engine-values";
import { protectSecret } from "../../shared/redaction";
import { compact } from "../../shared/values";
import { fromHost } from "../dynamic/host-properties";

type Path = readonly string[];
type JavaScriptProperties = Parameters<typeof Struct.fromJavaScript>[0];

const PLACES_BY_HEADER = new Set(["headers"]);

/** What the engine passes of a resource that is declared. A secret anywhere in a field makes the whole field a secret. */
export function toInputs(struct: Struct | undefined): Inputs {
  const { properties, paths } = fromEngine(struct);
  return known(properties, placesOf(paths, new Set()));
}

/**
 * What the engine passes of a resource that is recorded, also one that the dynamic provider or an older version of this
 * package recorded. Of plain headers, single values may be secret.
 */
export function toRecorded(id: string, struct: Struct | undefined): Recorded & { readonly isDynamic: boolean } {
  const { properties, paths } = fromEngine(struct);
  const { properties: state, reference } = fromHost(properties);
  const { secrets } = known(state, placesOf(paths, PLACES_BY_HEADER));
  return { id, state, secrets, isDynamic: reference !== undefined };
}

/** What `check` and `read` make of the inputs, for the engine, which would print a null. */
export const fromInputs = ({ properties, secrets }: Inputs): Struct =>
  toStruct({
    properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null)),
    secrets,
  });

/** Properties for the engine, every secret marked. */
export const toStruct = ({ properties, secrets }: Inputs): Struct =>
  Struct.fromJavaScript(compact(markSecrets(properties, secrets)) as JavaScriptProperties);

/** Makes the secrets known to the process, so that no message shows one. */
function known(properties: Properties, secrets: string[]): Inputs {
  secretsIn(properties, secrets).forEach(protectSecret);
  return { properties, secrets };
}

/** Plain data, and the paths of the values that the engine marked as secret. Unknown values are the same as here. */
function fromEngine(struct: Struct | undefined): { properties: Record<string, unknown>; paths: Path[] } {
  const paths: Path[] = [];
  return { properties: struct ? fromFields(struct, [], paths) : {}, paths };
}

function fromFields(struct: Struct, path: Path, secrets: Path[]): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  struct.getFieldsMap().forEach((value, key) => entries.push([key, fromValue(value, [...path, key], secrets)]));
  return Object.fromEntries(entries);
}

function fromValue(value: Value | undefined, path: Path, secrets: Path[]): unknown {
  const struct = value?.getStructValue();
  if (struct) {
    const fields = struct.getFieldsMap();
    if (fields.get(SIGNATURE_KEY)?.getStringValue() !== SECRET_SIGNATURE) return fromFields(struct, path, secrets);
    secrets.push(path);
    return fromValue(fields.get("value"), path, secrets);
  }
  const list = value?.getListValue();
  if (list) return list.getValuesList().map((item, index) => fromValue(item, [...path, String(index)], secrets));
  return value?.toJavaScript() ?? null;
}

function placesOf(paths: readonly Path[], byKey: ReadonlySet<string>): string[] {
  const places = paths.map(([field = "", ...keys]) => {
    const [key] = keys;
    return key !== undefined && keys.length === 1 && byKey.has(field) ? placeOf(field, key) : field;
  });
  return [...new Set(places)].filter((place) => !isAlwaysSecret(place)).toSorted();
}
