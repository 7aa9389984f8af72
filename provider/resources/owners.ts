import type { Owner } from "./types";

/**
 * Which resource of this update has which webhook: one webhook, one resource.
 *
 * A resource is known to have a webhook if it is declared in the program and is in the state, or if it created or
 * adopted the webhook in this process.
 */
export class Owners {
  readonly #declared = new Set<string>();
  readonly #owners = new Map<string, Owner>();
  readonly #taken = new Set<string>();

  /** Notes that the program declares this resource: one that is only in the state may be about to go. */
  declare(owner: Owner): void {
    this.#declared.add(owner.key);
  }

  /** Notes that a resource has the webhook, if the program declares it. */
  note(uuid: string, owner: Owner): void {
    const known = canonical(uuid);
    if (this.#declared.has(owner.key) && !this.#owners.has(known)) this.#owners.set(known, owner);
  }

  /** Notes that a resource has just created the webhook, or is about to adopt it. */
  take(uuid: string, owner: Owner): void {
    this.#owners.set(canonical(uuid), owner);
    this.#taken.add(canonical(uuid));
  }

  /** Notes that a resource has not adopted the webhook after all. */
  release(uuid: string): void {
    this.#owners.delete(canonical(uuid));
    this.#taken.delete(canonical(uuid));
  }

  /** Another resource that has the webhook. */
  otherThan(owner: Owner, uuid: string): Owner | undefined {
    const known = this.#owners.get(canonical(uuid));
    return known && known.key !== owner.key ? known : undefined;
  }

  /** Whether a resource created or adopted the webhook in this process. */
  isTaken(uuid: string): boolean {
    return this.#taken.has(canonical(uuid));
  }
}

/** UUIDs are the same in any letter case. */
const canonical = (uuid: string): string => uuid.toLowerCase();
