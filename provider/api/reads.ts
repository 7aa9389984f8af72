import { setTimeout as sleep } from "node:timers/promises";

import { isAddressable } from "./path";
import type { Budget } from "./retry";
import type { WireWebhook } from "./types";

/** What a read asks for: the webhook of a name or, with a UUID, that one under whatever name it has now. */
export interface Question {
  readonly name: string;
  readonly id?: string;
}

export interface ReadOptions {
  /**
   * Whether an answer of the last seconds is good enough that this process has already used for the same webhook: to confirm
   * an identity right before a write.
   */
  readonly recent?: boolean;
}

/** How the reads of one project ask the service. */
export interface Source {
  /** A new time budget: this part of that of an operation, from 0 to 1. */
  budget(part: number): Budget;
  list(budget: Budget): Promise<readonly WireWebhook[]>;
  get(name: string, budget: Budget): Promise<WireWebhook | undefined>;
}

/** How long an answer may serve further reads, in milliseconds. */
const FRESH_MS = 10_000;

/** How long a read waits for others to ask together with, in milliseconds. */
const GATHER_MS = 20;

/** Which part of its time budget a read spends on a shared listing before it asks for its webhook alone. */
const LISTING_PART = 1 / 3;

/** How long no listing is shared after one that failed, in milliseconds. */
const LISTING_PAUSE_MS = 60_000;

/** What the service answered at one moment: the whole listing, or the webhook of one name. */
interface Answer {
  readonly webhooks: readonly WireWebhook[];
  /** When it was asked for, in milliseconds. */
  readonly at: number;
  /** How many writes of this process had ended then. */
  readonly writes: number;
  /** The questions that it has served: who asks again wants news. */
  readonly served: Set<string>;
}

type Found = WireWebhook | undefined;

/**
 * The reads of one project: many cost one listing, a single one costs one GET.
 *
 * A listing serves later reads for some seconds, but each question once, and never one whose webhook a write of this process
 * may have changed since. No read fails because of a shared listing.
 */
export class ProjectReads {
  readonly #source: Source;
  readonly #now: () => number;

  /** The number of the last write that may have changed the webhook of a name or UUID. */
  readonly #written = new Map<string, number>();
  #writes = 0;

  readonly #gets = new Map<string, Answer>();
  #listing: Answer | undefined;
  #coming: { readonly writes: number; readonly listing: Promise<Answer | undefined> } | undefined;
  #noListingBefore = -Infinity;
  #gathering: { readonly keys: Set<string>; readonly ended: Promise<unknown> } | undefined;

  constructor(source: Source, now: () => number) {
    this.#source = source;
    this.#now = now;
  }

  /**
   * Does a write; one that fails may have changed something too.
   * @param keys the names and the UUID that it may change
   */
  async writing<T>(keys: readonly string[], write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } finally {
      this.#writes += 1;
      for (const key of keys) this.#written.set(key, this.#writes);
    }
  }

  /**
   * Answers a question; undefined if there is no such webhook. One with a UUID is missing only if neither its name nor the
   * listing shows it.
   * @throws ApiError
   */
  async read(question: Question, budget: Budget, { recent = false }: ReadOptions = {}): Promise<Found> {
    const single = recent ? this.#gets.get(question.name) : undefined;
    if (single && this.#isFresh(single, question)) {
      const found = serve(single, question);
      if (found || question.id === undefined) return found;
    }
    const listing = await this.#listingFor(question, recent, budget);
    const listed = listing && serve(listing, question);
    // A listing may be incomplete: a name may be taken for free by mistake, but a webhook never for gone.
    if (listed || (listing && question.id === undefined)) return listed;
    const named = await this.#get(question.name, budget);
    if (question.id === undefined || named?.id === question.id) return named;
    // Only a listing tells a webhook with another name from one that is gone.
    return serve(listing ?? (await this.#list(budget)), question);
  }

  /** A listing that may answer the question; undefined if its webhook is to be asked for alone. */
  async #listingFor(question: Question, recent: boolean, budget: Budget): Promise<Answer | undefined> {
    if (this.#howToAsk(question, recent, 1) === "listing at hand") return this.#listing;
    const together = await this.#gather(question);
    const how = this.#howToAsk(question, recent, together);
    if (how === "listing at hand") return this.#listing;
    if (how === "get") return undefined;
    const coming = how === "join the listing" ? this.#coming?.listing : this.#share();
    const listing = coming && (await budget.within(budget.remaining * LISTING_PART, coming));
    return listing && !this.#isWritten(question, listing.writes) ? listing : undefined;
  }

  /** @param together how many different questions wait to be asked */
  #howToAsk(question: Question, recent: boolean, together: number) {
    const [listing, coming, now] = [this.#listing, this.#coming, this.#now()];
    const isAtHand = listing && this.#isFresh(listing, question) && (recent || !listing.served.has(keyOf(question)));
    if (isAtHand) return "listing at hand";
    if (coming && !this.#isWritten(question, coming.writes)) return "join the listing";
    if (now < this.#noListingBefore) return "get";
    if (together > 1) return "list";
    // Many reads one after another: the next ones need a new listing as well.
    if (listing && now - listing.at >= FRESH_MS && listing.served.size > 1) return "list";
    return "get";
  }

  /** Waits a moment for other reads. @returns how many different questions there are */
  async #gather(question: Question): Promise<number> {
    this.#gathering ??= {
      keys: new Set(),
      ended: sleep(GATHER_MS).then(() => {
        this.#gathering = undefined;
      }),
    };
    const { keys, ended } = this.#gathering;
    keys.add(keyOf(question));
    await ended;
    return keys.size;
  }

  /** Begins a listing that other reads can join; undefined if it fails, since no read depends on it. */
  #share(): Promise<Answer | undefined> {
    const listing = this.#list(this.#source.budget(LISTING_PART)).catch(() => {
      this.#noListingBefore = this.#now() + LISTING_PAUSE_MS;
      return undefined;
    });
    const coming = { writes: this.#writes, listing };
    this.#coming = coming;
    void listing.then(() => {
      if (this.#coming === coming) this.#coming = undefined;
    });
    return listing;
  }

  async #list(budget: Budget): Promise<Answer> {
    const answer = this.#beginAnswer();
    const listing = { ...answer, webhooks: await this.#source.list(budget) };
    if (!this.#listing || this.#listing.at <= listing.at) this.#listing = listing;
    return listing;
  }

  async #get(name: string, budget: Budget): Promise<Found> {
    if (!isAddressable(name)) return undefined;
    const answer = this.#beginAnswer();
    const webhook = await this.#source.get(name, budget);
    this.#gets.set(name, { ...answer, webhooks: webhook ? [webhook] : [] });
    return webhook;
  }

  #beginAnswer = (): Omit<Answer, "webhooks"> => ({ at: this.#now(), writes: this.#writes, served: new Set() });

  #isFresh(answer: Answer, question: Question): boolean {
    return this.#now() - answer.at < FRESH_MS && !this.#isWritten(question, answer.writes);
  }

  /** Whether a write that may have changed the webhook has ended since that number of writes. */
  #isWritten({ id, name }: Question, writes: number): boolean {
    return [name, id ?? name].some((key) => (this.#written.get(key) ?? 0) > writes);
  }
}

const keyOf = ({ id = "", name }: Question): string => `${id}/${name}`;

function serve(answer: Answer, question: Question): Found {
  const { id, name } = question;
  answer.served.add(keyOf(question));
  return answer.webhooks.find((webhook) => (id === undefined ? webhook.name === name : webhook.id === id));
}
