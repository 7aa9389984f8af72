import { parseList, parseTest } from "./parse";
import { testPath, testsPath, webhookPath, webhooksPath } from "./path";
import type { ApiRequest } from "./send";
import type {
  WireListFilters,
  WireTest,
  WireTestCreate,
  WireWebhook,
  WireWebhookCreate,
  WireWebhookUpdate,
} from "./types";

/** The seven requests of the API. A 404 is an error to all of them; see {@link orAbsent}. */
export class Endpoints {
  readonly #parseWebhook: (body: unknown) => WireWebhook;

  /** @param parseWebhook throws ShapeError if the body has another form */
  constructor(parseWebhook: (body: unknown) => WireWebhook) {
    this.#parseWebhook = parseWebhook;
  }

  /** @see `webhooks_list` */
  list(project: string, { labels = {}, ...filters }: WireListFilters): ApiRequest<WireWebhook[]> {
    const pairs = Object.entries(labels).map((pair) => pair.join(":"));
    const query = { ...filters, ...(pairs.length > 0 && { labels: pairs.join(",") }) };
    const parse = (body: unknown) => parseList(body, "the list of webhooks", this.#parseWebhook);
    return { method: "GET", path: webhooksPath(project), query, about: { kind: "webhooks", project }, parse };
  }

  /** @see `webhooks_get` */
  get(project: string, name: string): ApiRequest<WireWebhook> {
    const about = { kind: "webhook", project, webhook: name } as const;
    return { method: "GET", path: webhookPath(project, name), about, parse: this.#parseWebhook };
  }

  /** @see `webhooks_create` */
  create(project: string, body: WireWebhookCreate, ifNameTaken: string): ApiRequest<WireWebhook> {
    const about = { kind: "object", project, webhook: body.name, newName: body.name, ifNameTaken } as const;
    return { method: "POST", path: webhooksPath(project), body, about, parse: this.#parseWebhook };
  }

  /** @see `webhooks_update` */
  update(project: string, name: string, body: WireWebhookUpdate, ifNameTaken?: string): ApiRequest<WireWebhook> {
    const about = { kind: "webhook", project, webhook: name, newName: body.name, ifNameTaken } as const;
    return { method: "PATCH", path: webhookPath(project, name), body, about, parse: this.#parseWebhook };
  }

  /** @see `webhooks_delete` */
  delete(project: string, name: string): ApiRequest<true> {
    const about = { kind: "webhook", project, webhook: name } as const;
    return { method: "DELETE", path: webhookPath(project, name), about, parse: () => true };
  }

  /** @see `webhook_tests_create` */
  createTest(project: string, body: WireTestCreate): ApiRequest<WireTest> {
    return { method: "POST", path: testsPath(project), body, about: { kind: "object", project }, parse: parseTest };
  }

  /** @see `webhook_tests_get` */
  getTest(project: string, testId: string): ApiRequest<WireTest> {
    return { method: "GET", path: testPath(project, testId), about: { kind: "test", project }, parse: parseTest };
  }
}

/** The same request, to which a 404 is an answer: undefined. */
export const orAbsent = <T>(request: ApiRequest<T>): ApiRequest<T | undefined> => ({
  ...request,
  notFound: () => undefined,
});
