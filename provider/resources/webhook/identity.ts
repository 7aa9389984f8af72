/** The project and the name or UUID in a Pulumi id, `<project>/<name or uuid>`. */
export interface ParsedId {
  readonly project: string;
  readonly key: string;
}

/** Reads a Pulumi id; nothing if it is not one. The name of a webhook may contain slashes, that of a project may not. */
export function parseId(id: string): ParsedId | undefined {
  const at = id.indexOf("/");
  return at > 0 && at < id.length - 1 ? { project: id.slice(0, at), key: id.slice(at + 1) } : undefined;
}

export const formatId = (project: string, uuid: string): string => `${project}/${uuid}`;

/** UUIDs are the same in any letter case. */
export const sameUuid = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
