import { randomUUID } from "node:crypto";

import { dateText, listingOrder } from "./assumptions";
import type { StoredWebhook, WebhookFields } from "./webhook";

/** The webhooks of every project, oldest first. */
export class Store {
  readonly #projects = new Map<string, Map<string, StoredWebhook>>();
  readonly #ids = new Map<string, string>();
  readonly #changed: () => void;

  /** @param changed is called after every change. */
  constructor(changed: () => void = () => undefined) {
    this.#changed = changed;
  }

  list(project: string): StoredWebhook[] {
    return listingOrder([...(this.#projects.get(project)?.values() ?? [])]);
  }

  find(project: string, name: string): StoredWebhook | undefined {
    const id = this.#ids.get(key(project, name));
    return id === undefined ? undefined : this.#projects.get(project)?.get(id);
  }

  add(project: string, fields: WebhookFields, id: string = randomUUID()): StoredWebhook {
    const now = dateText(new Date());
    const webhook = { id, ...fields, creation_date: now, last_updated: now };
    this.#keep(project, webhook);
    this.#changed();
    return webhook;
  }

  /** Changes a webhook; it keeps its id and its place in the listing. */
  change(project: string, webhook: StoredWebhook, fields: Partial<WebhookFields>): StoredWebhook {
    const changed = { ...webhook, ...fields, last_updated: dateText(new Date()) };
    this.#ids.delete(key(project, webhook.name));
    this.#keep(project, changed);
    this.#changed();
    return changed;
  }

  remove(project: string, webhook: StoredWebhook): void {
    this.#ids.delete(key(project, webhook.name));
    this.#projects.get(project)?.delete(webhook.id);
    this.#changed();
  }

  /** Everything, as a state file keeps it. */
  snapshot(): Record<string, StoredWebhook[]> {
    return Object.fromEntries([...this.#projects.keys()].map((project) => [project, this.list(project)]));
  }

  restore(snapshot: Readonly<Record<string, readonly StoredWebhook[]>>): void {
    for (const [project, webhooks] of Object.entries(snapshot)) {
      for (const webhook of webhooks) this.#keep(project, webhook);
    }
  }

  #keep(project: string, webhook: StoredWebhook): void {
    const webhooks = this.#projects.get(project) ?? new Map<string, StoredWebhook>();
    this.#projects.set(project, webhooks.set(webhook.id, webhook));
    this.#ids.set(key(project, webhook.name), webhook.id);
  }
}

const key = (project: string, name: string) => JSON.stringify([project, name]);
