import { randomUUID } from "node:crypto";

import { dateText, listingOrder } from "./assumptions";
import type { StoredWebhook, WebhookFields } from "./webhook";

/** The webhooks by project, oldest first. */
export type StoredProjects = Readonly<Record<string, readonly StoredWebhook[]>>;

/** The webhooks of every project, oldest first. */
export class Store {
  readonly #projects = new Map<string, Map<string, StoredWebhook>>();
  readonly #onChange: () => void;

  /** @param onChange is called after every change */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  list(project: string): StoredWebhook[] {
    return listingOrder([...this.#webhooksOf(project).values()]);
  }

  find(project: string, name: string): StoredWebhook | undefined {
    for (const webhook of this.#webhooksOf(project).values()) if (webhook.name === name) return webhook;
    return undefined;
  }

  add(project: string, fields: WebhookFields, id: string = randomUUID()): StoredWebhook {
    const now = dateText(new Date());
    return this.#keep(project, { id, ...fields, creation_date: now, last_updated: now });
  }

  /** Changes a webhook; it keeps its id and its place in the listing. */
  change(project: string, webhook: StoredWebhook, fields: Partial<WebhookFields>): StoredWebhook {
    return this.#keep(project, { ...webhook, ...fields, last_updated: dateText(new Date()) });
  }

  remove(project: string, webhook: StoredWebhook): void {
    this.#webhooksOf(project).delete(webhook.id);
    this.#onChange();
  }

  /** Everything, as a state file keeps it. */
  snapshot(): StoredProjects {
    return Object.fromEntries([...this.#projects.keys()].map((project) => [project, this.list(project)]));
  }

  restore(projects: StoredProjects): void {
    for (const [project, webhooks] of Object.entries(projects)) {
      this.#projects.set(project, new Map(webhooks.map((webhook) => [webhook.id, webhook])));
    }
  }

  #keep(project: string, webhook: StoredWebhook): StoredWebhook {
    this.#projects.set(project, this.#webhooksOf(project).set(webhook.id, webhook));
    this.#onChange();
    return webhook;
  }

  #webhooksOf(project: string): Map<string, StoredWebhook> {
    return this.#projects.get(project) ?? new Map<string, StoredWebhook>();
  }
}
