/** The properties of a resource, by field name: plain data. A value that only the update will know is `UNKNOWN`. */
export type Properties = Readonly<Record<string, unknown>>;

/**
 * Which values are secret, beside those of `protectedHeaders`, which always are: a field (`"url"`) as a whole, or the
 * value of one header (`"headers/Authorization"`).
 */
export type SecretPlaces = readonly string[];

/** What `check` makes of a program's arguments; every later verb gets these. */
export interface Inputs {
  readonly properties: Properties;
  readonly secrets: SecretPlaces;
}

/** A resource as the state has it. */
export interface Recorded {
  /** The Pulumi id. */
  readonly id: string;
  /** The outputs: the inputs, resolved, and what was learned of the service. Empty if nothing is recorded yet. */
  readonly state: Properties;
  readonly secrets: SecretPlaces;
}

/** How a webhook that the program does not name gets its name. */
export type Naming =
  /** The name is derived from the object and from this text, which stays with the resource and is no other resource's. */
  | {
      readonly seed: string;
      /** Whether a name in the state stays, whatever made it. */
      readonly isKept?: true;
      /** The name that it has until its object changes. Default: derived from the seed. */
      readonly keptName?: string | undefined;
    }
  /** The engine's auto-naming settings propose a name for a webhook that has none yet. */
  | { readonly proposed: string }
  /** Nothing names it: it keeps the name that it has, or the program must name it. */
  | undefined;

export interface CheckRequest {
  /** The arguments of the program. */
  readonly declared: Inputs;
  /** The inputs as they were last checked; empty for a new resource. */
  readonly previous: Properties;
  readonly naming: Naming;
}

export interface Checked {
  /** The arguments with names and defaults. They are good only if nothing failed. */
  readonly inputs: Inputs;
  /** Everything that is wrong: one sentence each, which names the field and never a value. */
  readonly failures: readonly string[];
}

/** A property that is declared differently from what is recorded. */
export interface Change {
  /** The field, and the key in it if its value is a map. */
  readonly path: readonly [field: string] | readonly [field: string, key: string];
  readonly kind: "add" | "delete" | "update";
}

export interface Difference {
  readonly changes: readonly Change[];
  /** The changed fields that need a new resource. */
  readonly replaces: readonly string[];
  /** Whether the new resource needs the name of the old one. */
  readonly deleteBeforeReplace: boolean;
  /** Whether an update is due although the inputs show no change. */
  readonly needsUpdate: boolean;
}

/** What was read, in the terms of the record. */
export interface Found {
  readonly recorded: Recorded;
  /** What a program would declare for it: a preview compares this with what the program does declare. */
  readonly inputs: Inputs;
}

/** The resource for which the engine calls a verb. */
export interface Owner {
  /** Different for every resource of every stack, and the same in all calls for this one. */
  readonly key: string;
  /** What messages call it. */
  readonly name: string;
}
