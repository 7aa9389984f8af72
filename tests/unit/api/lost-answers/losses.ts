import type { Trouble } from "../../../../emulator/src";

/** What loses an answer after the work was done, whether it has a body or not. */
export const LOSSES: readonly [string, Trouble][] = [
  ["a reset", { kind: "drop", when: "after" }],
  ["a cut", { kind: "cut" }],
  ["a 502", { kind: "status", status: 502, when: "after" }],
  ["a 408", { kind: "status", status: 408, when: "after" }],
  ["a page", { kind: "html", when: "after" }],
];

/** The same, and what spoils a body: the answer to a deletion has none. */
export const LOSSES_OF_A_BODY: readonly [string, Trouble][] = [
  ...LOSSES,
  ["broken JSON", { kind: "malformed" }],
  ["a missing id", { kind: "shape", shape: "missing-id" }],
];
