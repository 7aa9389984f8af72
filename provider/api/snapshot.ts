import type { WireWebhook } from "./wire";

/** What a read asks for: the webhook of a name or, with a UUID, that one under whatever name. */
export interface Question {
  readonly name: string;
  readonly id?: string;
}

export const keyOf = ({ id = "", name }: Question): string => `${id}/${name}`;

/** What the service had at one moment: a whole listing, or one webhook by its name. */
export class Snapshot {
  /** The moment in the order of this process's writes when it was asked for. */
  readonly asked: number;
  /** The time when it was asked for, in milliseconds. */
  readonly at: number;
  readonly #byName: ReadonlyMap<string, WireWebhook>;
  readonly #byId: ReadonlyMap<string, WireWebhook>;
  readonly #served = new Set<string>();

  constructor(webhooks: readonly WireWebhook[], asked: number, at: number) {
    this.asked = asked;
    this.at = at;
    this.#byName = new Map(webhooks.map((webhook) => [webhook.name, webhook]));
    this.#byId = new Map(webhooks.map((webhook) => [webhook.id, webhook]));
  }

  /** Whether the question was answered from here before: who asks again wants news. */
  hasServed(question: Question): boolean {
    return this.#served.has(keyOf(question));
  }

  answer(question: Question): WireWebhook | undefined {
    this.#served.add(keyOf(question));
    const named = this.#byName.get(question.name);
    if (question.id === undefined) return named;
    return named?.id === question.id ? named : this.#byId.get(question.id);
  }
}
