import type { OperationOptions } from "../api";
import type { Session, Settings } from "./session";
import type { Checked, CheckRequest, Difference, Found, Inputs, Owner, Recorded } from "./types";

/** One call of a verb by the engine, with the time that it may take and the signal that cancels it. */
export interface Call extends OperationOptions {
  readonly owner: Owner;
}

/**
 * A kind of resource, as both front ends call it: plain data in, plain data out.
 *
 * `check` and `diff` are pure: they send nothing and remember nothing.
 */
export interface Resource {
  check(settings: Settings, request: CheckRequest): Checked;
  diff(settings: Settings, recorded: Recorded, inputs: Inputs): Difference;
  /** @throws PartialFailure if it was created, but not as it was declared */
  create(session: Session, inputs: Inputs, call: Call): Promise<Recorded>;
  /** @returns nothing if it is gone */
  read(session: Session, recorded: Recorded, call: Call): Promise<Found | undefined>;
  /** @throws PartialFailure if it was changed, but not to what was declared */
  update(session: Session, recorded: Recorded, inputs: Inputs, call: Call): Promise<Recorded>;
  delete(session: Session, recorded: Recorded, call: Call): Promise<void>;
}
