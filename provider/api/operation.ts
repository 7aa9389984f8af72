import { type Endpoints, orAbsent } from "./endpoints";
import { explain } from "./explain";
import { assertAddressable } from "./path";
import type { ProjectReads, ReadOptions } from "./reads";
import type { Budget } from "./retry";
import { isSameWebhook } from "./same-webhook";
import type { ApiRequest, Look, Sender } from "./send";
import type {
  Identity,
  WireListFilters,
  WireTest,
  WireTestCreate,
  WireWebhook,
  WireWebhookCreate,
  WireWebhookUpdate,
} from "./types";

/** What all operations of a client share. */
export interface Connection {
  readonly host: string;
  readonly sender: Sender;
  readonly endpoints: Endpoints;
  reads(project: string): ProjectReads;
}

/** The API within one time budget. A request that fails rejects with an `ApiError`. */
export class Operation {
  readonly #connection: Connection;
  readonly #endpoints: Endpoints;

  /** The time that this operation may take. */
  readonly budget: Budget;

  /** @internal */
  constructor(connection: Connection, budget: Budget) {
    this.#connection = connection;
    this.#endpoints = connection.endpoints;
    this.budget = budget;
  }

  get host(): string {
    return this.#connection.host;
  }

  #send<T>(request: ApiRequest<T>): Promise<T> {
    return this.#connection.sender.send(request, this.budget);
  }

  /**
   * Waits `ms` milliseconds, but no longer than the time budget. It ends at once if the operation is cancelled: the next
   * request then says so.
   */
  wait(ms: number): Promise<void> {
    return this.budget.wait(ms);
  }

  /**
   * Asks the service itself.
   * @throws ApiError called `ProjectNotFoundError` if the listing answers 404
   */
  async list(project: string, filters: WireListFilters = {}): Promise<readonly WireWebhook[]> {
    return this.#send(this.#endpoints.list(project, filters));
  }

  /** Asks the service itself; undefined if there is no webhook of that name. */
  async get(project: string, name: string): Promise<WireWebhook | undefined> {
    return this.#send(orAbsent(this.#endpoints.get(project, name)));
  }

  /**
   * Finds a webhook under whatever name it has now; the question is asked together with others. It is undefined only if
   * neither its name nor the listing shows it.
   * @throws ApiError if the listing is needed and fails
   */
  find(project: string, { id, name }: Identity, options?: ReadOptions): Promise<WireWebhook | undefined> {
    return this.#connection.reads(project).read({ id, name }, this.budget, options);
  }

  /** The webhook of that name, whatever its UUID; the question is asked together with others. */
  findByName(project: string, name: string, options?: ReadOptions): Promise<WireWebhook | undefined> {
    return this.#connection.reads(project).read({ name }, this.budget, options);
  }

  /**
   * Creates a webhook. If the answer is lost, the webhook is looked for before it is sent again, so that there is one in the end.
   * @param options.ifNameTaken what the user can do then, a sentence
   * @throws NameTakenError if a webhook of that name was there before
   */
  async create(
    project: string,
    body: WireWebhookCreate,
    { ifNameTaken }: { readonly ifNameTaken: string },
  ): Promise<WireWebhook> {
    const { name } = body;
    assertAddressable("webhook", name);
    const taken = (hint: string) =>
      explain({ kind: "taken" }, { ...this.#endpoints.create(project, body, hint), host: this.host });
    // What was read a moment ago may be gone by now: a taken name is confirmed before it is an error.
    const before = await this.findByName(project, name, { recent: true });
    if (before && (await this.get(project, name))) throw taken(ifNameTaken);

    const look = async (): Promise<Look<WireWebhook>> => {
      const there = await this.get(project, name);
      if (!there) return "not done";
      return isSameWebhook(there, body) ? { done: there } : { conflict: taken(`${MAY_BE_OURS} ${ifNameTaken}`) };
    };
    const request = { ...this.#endpoints.create(project, body, ifNameTaken), look };
    return this.#connection.reads(project).writing([name], () => this.#send(request));
  }

  /**
   * Changes the webhook at the name of the identity, which the caller has just confirmed; undefined if it is gone.
   * @param options.ifNameTaken what the user can do if the new name is taken, a sentence
   * @param options.follow whether a webhook that is no longer at that name is looked for by its UUID
   * @throws NameTakenError if another webhook has the new name
   */
  async update(
    project: string,
    identity: Identity,
    body: WireWebhookUpdate,
    { ifNameTaken, follow = true }: { readonly ifNameTaken?: string; readonly follow?: boolean } = {},
  ): Promise<WireWebhook | undefined> {
    const { id } = identity;
    const newName = body.name ?? identity.name;
    assertAddressable("webhook", newName);
    // A rename that was done is not sent again: another webhook may have the old name by now.
    const look = async (): Promise<Look<WireWebhook>> => {
      const there = await this.get(project, newName);
      return there?.id === id ? { done: there } : "not done";
    };
    const patchAt = (name: string): ApiRequest<WireWebhook> => ({
      ...this.#endpoints.update(project, name, body, ifNameTaken),
      ...(newName !== name && { look }),
    });
    const patch = async (): Promise<WireWebhook | undefined> => {
      const answer = follow
        ? await this.#follow(project, identity, patchAt)
        : await this.#send(orAbsent(patchAt(identity.name)));
      if (answer && answer.id !== id) {
        throw explain({ kind: "other" }, { ...patchAt(identity.name), host: this.host });
      }
      return answer;
    };
    return this.#connection.reads(project).writing([id, identity.name, newName], patch);
  }

  /** Deletes the webhook with this UUID and no other; if it is already gone, that is success. */
  async delete(project: string, identity: Identity): Promise<void> {
    const there = await this.find(project, identity, { recent: true });
    if (!there) return;
    const { id } = identity;
    const deleteAt = (name: string): ApiRequest<true> => ({
      ...this.#endpoints.delete(project, name),
      look: async () => ((await this.get(project, name))?.id === id ? "not done" : { done: true }),
    });
    const keys = [id, identity.name, there.name];
    await this.#connection.reads(project).writing(keys, () => this.#follow(project, there, deleteAt));
  }

  /**
   * Sends a write to a webhook that was there a moment ago. A 404 may be a gateway's, or the webhook has just been renamed:
   * it is gone only if the listing does not show it either.
   * @returns undefined if it is gone
   */
  async #follow<T>(
    project: string,
    { id, name }: Identity,
    at: (name: string) => ApiRequest<T>,
  ): Promise<T | undefined> {
    const answer = await this.#send(orAbsent(at(name)));
    if (answer !== undefined) return answer;
    const there = (await this.list(project)).find((webhook) => webhook.id === id);
    return there && this.#send(at(there.name));
  }

  /** Asks for a test delivery. It is not asked for again if it may have been sent. */
  async createTest(project: string, body: WireTestCreate): Promise<WireTest> {
    return this.#send(this.#endpoints.createTest(project, body));
  }

  async getTest(project: string, testId: string): Promise<WireTest> {
    return this.#send(this.#endpoints.getTest(project, testId));
  }
}

const MAY_BE_OURS =
  "An answer to this request was lost before: if the service changed what was sent, this may be the webhook that it made.";
