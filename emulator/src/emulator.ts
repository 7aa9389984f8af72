import { API_ROOT } from "./api/root";
import { api, server } from "./api/server";
import { missing } from "./api/errors";
import { control } from "./control/routes";
import { CONTROL_ROOT } from "./control/root";
import { raise } from "./deliveries/events";
import { WebhookTests } from "./deliveries/webhook-tests";
import { watch } from "./hooks";
import { Objects } from "./objects";
import { settings as withDefaults } from "./options";
import { RequestLog } from "./request-log";
import { StateFile } from "./state-file";
import { Store } from "./store";
import { Holds } from "./trouble/holds";
import { Troubles } from "./trouble/selector";
import { DEFAULTS } from "./webhook";
import type { EventDelivery, RaisedEvent } from "./deliveries/events";
import type { ObjectState } from "./objects";
import type { EmulatorOptions, Settings } from "./options";
import type { LoggedRequest } from "./request-log";
import type { Hold, HoldRequest } from "./trouble/holds";
import type { Trouble } from "./trouble/kinds";
import type { TroubleHandle } from "./trouble/selector";
import type { ObjectType, StoredWebhook, WebhookFields } from "./webhook";

/** A running emulator of the UbiOps webhooks API, with what a test may look at and do behind the API's back. */
export class Emulator {
  readonly #settings: Settings;
  readonly #closing = new AbortController();
  readonly #log: RequestLog;
  readonly #store: Store;
  readonly #objects: Objects;
  readonly #tests: WebhookTests;
  readonly #troubles = new Troubles();
  readonly #holds = new Holds();
  readonly #app = server();
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

  async listen(): Promise<void> {
    if (this.#stateFile) {
      this.#store.restore(this.#stateFile.read());
      await this.#stateFile.write();
    }
    watch(this.#app, { ...this.#parts, log: this.#log, troubles: this.#troubles, holds: this.#holds });
    await api(this.#app, { ...this.#parts, tests: this.#tests });
    await control(this.#app, this);
    this.#origin = await this.#app.listen({ host: "127.0.0.1", port: this.#settings.port });
  }

  /** Ends everything: open connections are cut, what is held is dropped. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#holds.close();
    await this.#tests.settled();
    await this.#app.close();
    await this.#stateFile?.close();
  }

  /** Such as `http://127.0.0.1:4000/v2.1`. */
  get url(): string {
    return `${this.#origin}${API_ROOT}`;
  }

  /** Where the control API is, such as `http://127.0.0.1:4000/_control`. */
  get controlUrl(): string {
    return `${this.#origin}${CONTROL_ROOT}`;
  }

  get token(): string {
    return this.#settings.token;
  }

  /** From now on this token is accepted and the former one is not. */
  setToken(token: string): void {
    this.#settings.token = token;
  }

  /** From now on protected headers come back in this form. */
  setProtectedForm(form: Settings["protectedForm"]): void {
    this.#settings.protectedForm = form;
  }

  /** From now on these projects exist and no others; undefined: every one. */
  setProjects(projects: readonly string[] | undefined): void {
    this.#settings.projects = projects;
  }

  /** The stored webhooks with their real values, oldest first. */
  webhooks(project: string): StoredWebhook[] {
    return structuredClone(this.#store.list(project));
  }

  /**
   * Plants a webhook, as the web app would, without any check.
   * @param webhook what is not given has a default: deployment `model`, event `deployment_request_finished`, the default version
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

  /** Changes a webhook, as the web app would; its id stays. @throws where there is none of that name */
  edit(project: string, name: string, patch: Partial<WebhookFields>): StoredWebhook {
    return structuredClone(this.#store.change(project, this.#stored(project, name), structuredClone(patch)));
  }

  /** Deletes a webhook, as the web app would. @throws where there is none of that name */
  remove(project: string, name: string): void {
    this.#store.remove(project, this.#stored(project, name));
  }

  /** Says which versions an object has; before that it exists with every version. */
  setObject(project: string, type: ObjectType, name: string, state: ObjectState): void {
    this.#objects.set(project, type, name, state);
  }

  /** The object does not exist any more; its webhooks stay. */
  removeObject(project: string, type: ObjectType, name: string): void {
    this.#objects.remove(project, type, name);
  }

  /** The requests of the API so far, secrets included, in the order of arrival. */
  get requests(): readonly LoggedRequest[] {
    return this.#log.entries;
  }

  clearRequests(): void {
    this.#log.clear();
  }

  /** Is called with every request when its answer is on its way. */
  onRequest(listener: (request: LoggedRequest) => void): void {
    this.#log.onEnd(listener);
  }

  /** From now on the selected requests meet this trouble. */
  trouble(trouble: Trouble): TroubleHandle {
    return this.#troubles.add(trouble);
  }

  /** No trouble any more. */
  clearTroubles(): void {
    this.#troubles.clear();
  }

  /** Holds the next such request. */
  hold(request: HoldRequest): Hold {
    return this.#holds.add(request);
  }

  /** Delivers an event to every enabled webhook that matches. @returns what became of each delivery */
  async raiseEvent(project: string, event: RaisedEvent): Promise<EventDelivery[]> {
    return raise(project, event, this.#parts);
  }

  get #parts() {
    return { settings: this.#settings, store: this.#store, objects: this.#objects, closing: this.#closing.signal };
  }

  #stored(project: string, name: string): StoredWebhook {
    const webhook = this.#store.find(project, name);
    if (!webhook) throw missing("webhook", name);
    return webhook;
  }
}

/** Starts an emulator on 127.0.0.1. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = new Emulator(options);
  await emulator.listen();
  return emulator;
}
