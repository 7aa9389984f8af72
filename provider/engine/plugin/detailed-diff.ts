import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";

import type { Change, Difference, SecretPlaces } from "../../resources/types";

const { Kind } = PropertyDiff;
const KINDS = { add: Kind.ADD, delete: Kind.DELETE, update: Kind.UPDATE } as const;
const REPLACING = { add: Kind.ADD_REPLACE, delete: Kind.DELETE_REPLACE, update: Kind.UPDATE_REPLACE } as const;

/**
 * A difference for the engine, which prints the value at each of its paths, before and after.
 * @param secrets the fields that are secret as a whole: the names in them are not told either
 */
export function toDiffResponse(
  { changes, replaces, deleteBeforeReplace, needsUpdate }: Difference,
  secrets: SecretPlaces,
): DiffResponse {
  const hasChanges = needsUpdate || changes.length > 0;
  const response = new DiffResponse();
  response.setChanges(hasChanges ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
  response.setReplacesList([...replaces]);
  response.setDeletebeforereplace(deleteBeforeReplace);
  response.setDiffsList([...new Set(changes.map(({ path: [field] }) => field))]);
  response.setHasdetaileddiff(true);
  for (const { path, kind } of changes) {
    const [field] = path;
    const isWhole = secrets.includes(field) && path.length > 1;
    const kinds = replaces.includes(field) ? REPLACING : KINDS;
    const detail = new PropertyDiff().setKind(kinds[isWhole ? "update" : kind]);
    response.getDetaileddiffMap().set(isWhole ? field : propertyPath(path), detail);
  }
  return response;
}

/** A path as the engine writes it: `url`, `headers["X-Environment"]`. */
const propertyPath = ([field, key]: Change["path"]): string =>
  key === undefined ? field : `${field}["${key.replaceAll('"', '\\"')}"]`;
