import type { Api, Identity, ReadOptions } from "./api";
import { isAsSent } from "./as-sent";
import type { Budget } from "./budget";
import type { Endpoints } from "./endpoints";
import { NameTakenError, OtherWebhookError, UnreachableWebhookError } from "./errors";
import { assertAddressable, webhookPath, webhooksPath } from "./path";
import type { ProjectReads } from "./reads";
import type {
  WireListFilters,
  WireTest,
  WireTestCreate,
  WireWebhook,
  WireWebhookCreate,
  WireWebhookUpdate,
} from "./wire";

/** What the operations of one connection share. */
export interface Shared {
  readonly host: string;
  readonly endpoints: Endpoints;
  reads(project: string): ProjectReads;
}

/** The API within one time budget: the requests, and what they need so that nothing is lost with an answer. */
export class Operation implements Api {
  readonly #shared: Shared;
  readonly budget: Budget;

  constructor(shared: Shared, budget: Budget) {
    this.#shared = shared;
    this.budget = budget;
  }

  get host(): string {
    return this.#shared.host;
  }

  get #endpoints(): Endpoints {
    return this.#shared.endpoints;
  }

  list(project: string, filters: WireListFilters = {}): Promise<readonly WireWebhook[]> {
    return this.#endpoints.list(project, filters, this.budget);
  }

  async get(project: string, name: string): Promise<WireWebhook | undefined> {
    return this.#endpoints.get(project, name, this.budget);
  }

  find(project: string, { id, name }: Identity, options?: ReadOptions): Promise<WireWebhook | undefined> {
    return this.#shared.reads(project).read({ id, name }, this.budget, options);
  }

  findByName(project: string, name: string, options?: ReadOptions): Promise<WireWebhook | undefined> {
    return this.#shared.reads(project).read({ name }, this.budget, options);
  }

  async create(project: string, body: WireWebhookCreate): Promise<WireWebhook> {
    const { name } = body;
    assertAddressable("webhook", name);
    const path = webhooksPath(project);
    const taken = (persistence?: string) =>
      new NameTakenError({
        method: "POST",
        path,
        host: this.host,
        project,
        webhook: name,
        newName: name,
        ...(persistence && { persistence }),
      });
    // What was seen a moment ago may be gone again: that a name is taken is worth a look of its own.
    const before = await this.findByName(project, name, { recent: true });
    if (before && (await this.get(project, name))) throw taken();
    const ours = async () => {
      const there = await this.get(project, name);
      if (there && !isAsSent(there, body))
        throw taken(
          "An answer was lost before: where the service made something else of what was sent, it may be this resource's after all.",
        );
      return there;
    };
    return this.#shared.reads(project).writing([name], () => this.#endpoints.create(project, body, ours, this.budget));
  }

  async update(project: string, identity: Identity, body: WireWebhookUpdate): Promise<WireWebhook | undefined> {
    const newName = body.name ?? identity.name;
    assertAddressable("webhook", newName);
    const change = () => this.#insist("PATCH", project, identity, (at) => this.#change(project, at, body));
    return this.#shared.reads(project).writing([identity.id, identity.name, newName], change);
  }

  async #change(project: string, at: Identity, body: WireWebhookUpdate): Promise<WireWebhook | undefined> {
    const { name: newName = at.name } = body;
    if (newName === at.name) return this.#patch(project, at, body);
    // An attempt whose answer was lost may have renamed it: then it is at its new name that it takes the rest.
    const afterRename = async () => {
      const there = await this.get(project, newName);
      return there?.id === at.id ? this.#patch(project, { ...at, name: newName }, body) : undefined;
    };
    return (await this.#patch(project, at, body, afterRename)) ?? (await afterRename());
  }

  /**
   * Does something with a webhook that was there a moment ago. That it is gone is believed where the listing does not show it
   * either: a 404 may be a gateway's, or of a name that somebody has just changed, or that the service's addresses cannot hold.
   * @throws UnreachableWebhookError where the service lists it and denies it
   */
  async #insist<T>(
    method: string,
    project: string,
    identity: Identity,
    act: (at: Identity) => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const answer = await act(identity);
    if (answer !== undefined) return answer;
    const there = (await this.list(project)).find(({ id }) => id === identity.id);
    if (!there) return undefined;
    const second = await act({ id: there.id, name: there.name });
    if (second !== undefined) return second;
    const path = webhookPath(project, there.name);
    throw new UnreachableWebhookError({ method, path, host: this.host, project, webhook: there.name, status: 404 });
  }

  async #patch(
    project: string,
    { id, name }: Identity,
    body: WireWebhookUpdate,
    reconcile?: () => Promise<WireWebhook | undefined>,
  ): Promise<WireWebhook | undefined> {
    const answer = await this.#endpoints.update(project, name, body, reconcile, this.budget);
    if (answer && answer.id !== id) {
      throw new OtherWebhookError({
        method: "PATCH",
        path: webhookPath(project, name),
        host: this.host,
        project,
        webhook: name,
      });
    }
    return answer;
  }

  async delete(project: string, identity: Identity): Promise<void> {
    const reads = this.#shared.reads(project);
    const there = await reads.read(identity, this.budget, { recent: true });
    if (!there) return;
    const remove = ({ id, name }: Identity) => {
      const isGone = async () => ((await this.get(project, name))?.id === id ? undefined : (true as const));
      return this.#endpoints.delete(project, name, isGone, this.budget);
    };
    await reads.writing([identity.id, identity.name, there.name], () => this.#insist("DELETE", project, there, remove));
  }

  async createTest(project: string, body: WireTestCreate): Promise<WireTest> {
    return this.#endpoints.createTest(project, body, this.budget);
  }

  async getTest(project: string, testId: string): Promise<WireTest> {
    return this.#endpoints.getTest(project, testId, this.budget);
  }
}
