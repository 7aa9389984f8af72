import { notFound } from "./api/answers";
import { addApi, createServer } from "./api/server";
import { addControl } from "./control/routes";
import { raise } from "./deliveries/events";
import { WebhookTests } from "./deliveries/webhook-tests";
import { intercept } from "./intercept";
import { Objects } from "./objects";
import { withDefaults } from "./options";
import { API_ROOT, CONTROL_ROOT } from "./paths";
import { RequestLog } from "./request-log";
import { StateFile } from "./state-file";
import { Store } from "./store";
import { Holds } from "./trouble/holds";
import { Troubles } from "./trouble/selector";
import { DEFAULTS } from "./webhook";
import type { EventDelivery, RaisedEvent } from "./deliveries/events";
import type { ObjectState } from "./objects";
import type { EmulatorOptions, EmulatorSettings } from "./options";
import type { LoggedRequest } from "./request-log";
import type { Hold, HoldRequest } from "./trouble/holds";
import type { Trouble } from "./trouble/kinds";
import type { TroubleHandle } from "./trouble/selector";
import type { ObjectType, StoredWebhook, WebhookFields } from "./webhook";

/** A running emulator of the UbiOps webhooks API, with what a test may see and change without the API. */
export class Emulator {
  readonly #settings: EmulatorSettings;
  readonly #closing = new AbortController();
  readonly #log: RequestLog;
  readonly #store: Store;
  readonly #objects: Objects;
  readonly #tests: WebhookTests;
  readonly #troubles = new Troubles();
  readonly #holds = new Holds();
  readonly #app = createServer();
  readonly #stateFile: StateFile | undefined;
  #origin = "";

  constructor(options: EmulatorOptions) {
    this.#settings = withDefaults(options);
    this.#log = new RequestLog(this.#settings.logLimit);
    this.#store = new Store(() => this.#stateFile?.changed());
    this.#objects = new Objects(this.#settings);
    this.#tests = new WebhookTests(this.#settings, this.#closing.signal);
    const { stateFile } = this.#settings;
    if (stateFile !== undefined) this.#stateFile = new StateFile(stateFile, () => this.#store.snapshot());
  }

  /** Reads the state file and starts to listen. `startEmulator` calls it. */
  async listen(): Promise<void> {
    if (this.#stateFile) {
      this.#store.restore(this.#stateFile.read());
      await this.#stateFile.write();
    }
    intercept(this.#app, { ...this.#parts, log: this.#log, troubles: this.#troubles, holds: this.#holds });
    await addApi(this.#app, { ...this.#parts, tests: this.#tests });
    await addControl(this.#app, this);
    this.#origin = await this.#app.listen({ host: "127.0.0.1", port: this.#settings.port });
  }

  /** Ends everything: open connections are cut, held requests are dropped. @throws Error if the state cannot be written */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#holds.close();
    await this.#tests.settled();
    await this.#app.close();
    await this.#stateFile?.close();
  }

  /** The API's address, such as `http://127.0.0.1:4000/v2.1`. */
  get url(): string {
    return `${this.#origin}${API_ROOT}`;
  }

  /** The control API's address, such as `http://127.0.0.1:4000/_control`. */
  get controlUrl(): string {
    return `${this.#origin}${CONTROL_ROOT}`;
  }

  /** The token that is accepted, without the prefix `Token `. */
  get token(): string {
    return this.#settings.token;
  }

  /** Accepts this token from now on, and no longer the previous one. */
  setToken(token: string): void {
    this.#settings.token = token;
  }

  /** Shows protected headers in this form from now on. */
  setProtectedForm(form: EmulatorSettings["protectedForm"]): void {
    this.#settings.protectedForm = form;
  }

  /** From now on only these projects exist; undefined: every project does. */
  setProjects(projects: readonly string[] | undefined): void {
    this.#settings.projects = projects;
  }

  /** The stored webhooks with their real values, oldest first. */
  webhooks(project: string): StoredWebhook[] {
    return structuredClone(this.#store.list(project));
  }

  /**
   * Adds a webhook, as the web app would, without any check.
   * @param webhook every field has a default: name `planted`, deployment `model`, event `deployment_request_finished`
   */
  put(project: string, webhook: Partial<WebhookFields> & { readonly id?: string } = {}): StoredWebhook {
    const { id, ...fields } = webhook;
    const planted: WebhookFields = {
      ...DEFAULTS,
      name: "planted",
      url: "https://example.com/planted",
      object_type: "deployment",
      object_name: "model",
      version: this.#settings.defaultVersion,
      event: `${fields.object_type ?? "deployment"}_request_finished`,
      ...structuredClone(fields),
    };
    return structuredClone(this.#store.add(project, planted, id));
  }

  /** Changes a webhook, as the web app would; its id stays. @throws Error if there is none with that name */
  edit(project: string, name: string, patch: Partial<WebhookFields>): StoredWebhook {
    return structuredClone(this.#store.change(project, this.#stored(project, name), structuredClone(patch)));
  }

  /** Deletes a webhook, as the web app would. @throws Error if there is none with that name */
  remove(project: string, name: string): void {
    this.#store.remove(project, this.#stored(project, name));
  }

  /** Says which versions a deployment or pipeline has. Without this, it exists with every version. */
  setObject(project: string, type: ObjectType, name: string, state: ObjectState): void {
    this.#objects.set(project, type, name, state);
  }

  /** The deployment or pipeline does not exist from now on; its webhooks stay. */
  removeObject(project: string, type: ObjectType, name: string): void {
    this.#objects.remove(project, type, name);
  }

  /** The requests of the API so far, secrets included, in the order of arrival. Control requests are not among them. */
  get requests(): readonly LoggedRequest[] {
    return this.#log.entries;
  }

  clearRequests(): void {
    this.#log.clear();
  }

  /** Calls the listener for every request when its answer is on its way. */
  onRequest(listener: (request: LoggedRequest) => void): void {
    this.#log.onEnd(listener);
  }

  /** Applies this trouble to the requests that it selects, from now on. */
  trouble(trouble: Trouble): TroubleHandle {
    return this.#troubles.add(trouble);
  }

  /** Ends all troubles. */
  clearTroubles(): void {
    this.#troubles.clear();
  }

  /** Holds the next request that matches. */
  hold(request: HoldRequest): Hold {
    return this.#holds.add(request);
  }

  /**
   * Delivers an event to every enabled webhook that matches.
   * @returns the outcome of each delivery
   * @throws Error if the object or the version does not exist
   */
  async raiseEvent(project: string, event: RaisedEvent): Promise<EventDelivery[]> {
    return raise(project, event, this.#parts);
  }

  get #parts() {
    return { settings: this.#settings, store: this.#store, objects: this.#objects, closing: this.#closing.signal };
  }

  #stored(project: string, name: string): StoredWebhook {
    const webhook = this.#store.find(project, name);
    if (!webhook) throw notFound("webhook", name);
    return webhook;
  }
}

/**
 * Starts an emulator on 127.0.0.1.
 * @throws Error if the port is taken, or the state file cannot be used
 * @example
 * const emulator = await startEmulator({ token: "secret" });
 * // … a client of emulator.url with the token "secret" …
 * console.log(emulator.webhooks("demo"));
 * await emulator.close();
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = new Emulator(options);
  await emulator.listen();
  return emulator;
}
