import type { Budget } from "./budget";
import type { Exchange } from "./exchange";
import type { Http } from "./http";
import { parseTest, parseWebhook, parseWebhooks } from "./parse";
import { testPath, testsPath, webhookPath, webhooksPath } from "./path";
import type {
  WireListFilters,
  WireTest,
  WireTestCreate,
  WireWebhook,
  WireWebhookCreate,
  WireWebhookUpdate,
} from "./wire";

/** Looks what became of attempts that may have happened; see {@link Exchange.reconcile}. */
type Reconcile<T> = NonNullable<Exchange<T>["reconcile"]>;

/** The seven requests of the API, each until its answer. */
export class Endpoints {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** @see `webhooks_list` */
  async list(project: string, filters: WireListFilters, budget: Budget): Promise<WireWebhook[]> {
    const { labels, ...plain } = filters;
    const pairs = Object.entries(labels ?? {}).map((pair) => pair.join(":"));
    const query = { ...plain, ...(pairs.length > 0 && { labels: pairs.join(",") }) };
    const exchange = {
      method: "GET",
      path: webhooksPath(project),
      query,
      subject: { kind: "webhooks", project },
      accept: parseWebhooks,
    } as const;
    return answered(await this.#http.send(exchange, budget));
  }

  /** @see `webhooks_get` */
  get(project: string, name: string, budget: Budget): Promise<WireWebhook | undefined> {
    const subject = { kind: "webhook", project, webhook: name } as const;
    return this.#http.send(
      { method: "GET", path: webhookPath(project, name), subject, accept: parseWebhook, absence: true },
      budget,
    );
  }

  /** @see `webhooks_create` */
  async create(
    project: string,
    body: WireWebhookCreate,
    reconcile: Reconcile<WireWebhook>,
    budget: Budget,
  ): Promise<WireWebhook> {
    const subject = { kind: "object", project, webhook: body.name, newName: body.name } as const;
    const exchange = {
      method: "POST",
      path: webhooksPath(project),
      body,
      subject,
      accept: parseWebhook,
      reconcile,
    } as const;
    return answered(await this.#http.send(exchange, budget));
  }

  /** @see `webhooks_update` */
  update(
    project: string,
    name: string,
    body: WireWebhookUpdate,
    reconcile: Reconcile<WireWebhook> | undefined,
    budget: Budget,
  ): Promise<WireWebhook | undefined> {
    const subject = {
      kind: "webhook",
      project,
      webhook: name,
      ...(body.name !== undefined && { newName: body.name }),
    } as const;
    const path = webhookPath(project, name);
    const exchange = { method: "PATCH", path, body, subject, accept: parseWebhook, absence: true } as const;
    return this.#http.send({ ...exchange, ...(reconcile && { reconcile }) }, budget);
  }

  /** @see `webhooks_delete` */
  delete(project: string, name: string, reconcile: Reconcile<true>, budget: Budget): Promise<true | undefined> {
    const subject = { kind: "webhook", project, webhook: name } as const;
    const accept = () => true as const;
    return this.#http.send(
      { method: "DELETE", path: webhookPath(project, name), subject, accept, absence: true, reconcile },
      budget,
    );
  }

  /** @see `webhook_tests_create` */
  async createTest(project: string, body: WireTestCreate, budget: Budget): Promise<WireTest> {
    const exchange = {
      method: "POST",
      path: testsPath(project),
      body,
      subject: { kind: "object", project },
      accept: parseTest,
    } as const;
    return answered(await this.#http.send(exchange, budget));
  }

  /** @see `webhook_tests_get` */
  async getTest(project: string, testId: string, budget: Budget): Promise<WireTest> {
    const exchange = {
      method: "GET",
      path: testPath(project, testId),
      subject: { kind: "test", project },
      accept: parseTest,
    } as const;
    return answered(await this.#http.send(exchange, budget));
  }
}

/** The answer of an exchange to which 404 is none. */
function answered<T>(answer: T | undefined): T {
  if (answer === undefined) throw new Error("An exchange ended without an answer.");
  return answer;
}
