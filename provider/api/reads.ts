import DataLoader from "dataloader";

import type { ReadOptions } from "./api";
import type { Budget } from "./budget";
import { BadRequestError, ForbiddenError, MalformedAnswerError, PageError, UnexpectedStatusError } from "./errors";
import { Lately } from "./lately";
import { OwnWrites } from "./own-writes";
import { isAddressable } from "./path";
import { keyOf, type Question, Snapshot } from "./snapshot";
import type { WireWebhook } from "./wire";

/** How reads of one project ask the service. */
export interface Source {
  one(name: string, budget: Budget): Promise<WireWebhook | undefined>;
  all(budget: Budget): Promise<readonly WireWebhook[]>;
}

/** How long a listing may serve reads, in milliseconds. */
const LISTING_MS = 10_000;

/** How long a read waits for others to be asked together with, in milliseconds. */
const GATHER_MS = 5;

type Found = WireWebhook | undefined;

interface Waiting extends Question {
  readonly budget: Budget;
}

/**
 * Gathers the reads of one project.
 *
 * Reads that wait together, or follow many others, cost one listing, which serves the next ones too; a single one costs one
 * GET. Nothing is served that a write of this process may have changed since it was asked for, and no question twice from
 * one snapshot, unless what is recent is enough.
 */
export class ProjectReads {
  readonly #source: Source;
  readonly #listingMs: number;
  readonly #writes = new OwnWrites();
  readonly #loader: DataLoader<Waiting, Found>;
  readonly #lately = new Lately();
  readonly #singles = new Map<string, Snapshot>();
  #listing: Snapshot | undefined;
  #coming: { readonly asked: number; readonly listing: Promise<Snapshot | undefined> } | undefined;
  #isRefused = false;
  #singlesUnderWay = 0;

  constructor(source: Source, listingMs: number = LISTING_MS) {
    this.#source = source;
    this.#listingMs = listingMs;
    this.#loader = new DataLoader((waiting) => this.#answerAll(waiting), {
      cache: false,
      batchScheduleFn: (send) => setTimeout(send, GATHER_MS),
    });
  }

  /** Answers a question; nothing where there is no such webhook. */
  async read(question: Question, budget: Budget, { recent = false }: ReadOptions = {}): Promise<Found> {
    const known = this.#known(question, recent);
    return known
      ? this.#answer({ ...question, budget }, Promise.resolve(known))
      : this.#loader.load({ ...question, budget });
  }

  /** Does a write of the webhook with these names and this UUID. */
  writing<T>(keys: readonly string[], write: () => Promise<T>): Promise<T> {
    return this.#writes.during(keys, write);
  }

  /** What has been read and may answer the question. */
  #known(question: Question, recent: boolean): Snapshot | undefined {
    const listing = this.#listing;
    if (listing && this.#isCurrent(listing, question) && (recent || !listing.hasServed(question))) return listing;
    const single = recent ? this.#singles.get(question.name) : undefined;
    const enough =
      single &&
      this.#isCurrent(single, question) &&
      (question.id === undefined || single.answer(question) !== undefined);
    return enough ? single : undefined;
  }

  #isCurrent(snapshot: Snapshot, question: Question): boolean {
    return (
      performance.now() - snapshot.at < this.#listingMs && !this.#writes.changedSince(snapshot.asked, keys(question))
    );
  }

  async #answerAll(waiting: readonly Waiting[]): Promise<(Found | Error)[]> {
    const coming = this.#coming;
    const had = (question: Question) => {
      const known = this.#known(question, false);
      if (known) return Promise.resolve(known);
      return coming && !this.#writes.changedSince(coming.asked, keys(question)) ? coming.listing : undefined;
    };
    const asked = waiting.map((question) => ({ question, listing: had(question) }));
    const rest = asked.filter(({ listing }) => !listing).map(({ question }) => question);
    const listing = this.#areMany(rest) ? this.#list(rest) : undefined;
    this.#lately.add(waiting.map(keyOf));
    const answers = await Promise.allSettled(asked.map((each) => this.#answer(each.question, each.listing ?? listing)));
    return answers.map((answer) => (answer.status === "fulfilled" ? answer.value : toError(answer.reason)));
  }

  async #answer(question: Waiting, listing: Promise<Snapshot | undefined> | undefined): Promise<Found> {
    const snapshot = await listing;
    const listed = snapshot && !this.#writes.changedSince(snapshot.asked, keys(question)) ? snapshot : undefined;
    const found = listed?.answer(question);
    // A listing may be incomplete. That a name is free may be a mistake, that a webhook is gone may not.
    if (found || (listed && question.id === undefined)) return found;
    const named = isAddressable(question.name) ? await this.#single(question) : undefined;
    if (named && (question.id === undefined || named.id === question.id)) return named;
    if (question.id === undefined && isAddressable(question.name)) return undefined;
    // Only the listing tells a webhook that has another name from one that is gone: here it must be had.
    const whole = listed ?? this.#known(question, false) ?? (await this.#fetchListing(question.budget));
    return whole.answer(question);
  }

  async #single({ name, budget }: Waiting): Promise<Found> {
    const [asked, at] = [this.#writes.now, performance.now()];
    this.#singlesUnderWay += 1;
    try {
      const webhook = await this.#source.one(name, budget);
      this.#singles.set(name, new Snapshot(webhook ? [webhook] : [], asked, at));
      return webhook;
    } finally {
      this.#singlesUnderWay -= 1;
    }
  }

  /** The listing for reads that can also be had one by one: nothing where it is refused or of another shape. */
  #list(waiting: readonly Waiting[]): Promise<Snapshot | undefined> {
    const longest = waiting.reduce((one, other) => (other.budget.remaining > one.budget.remaining ? other : one));
    const asked = this.#writes.now;
    const listing = this.#fetchListing(longest.budget).catch((error: unknown) => {
      this.#isRefused = REFUSALS.some((refusal) => error instanceof refusal);
      if (!this.#isRefused) throw error;
      return undefined;
    });
    const coming = { asked, listing };
    this.#coming = coming;
    const done = () => {
      if (this.#coming === coming) this.#coming = undefined;
    };
    listing.then(done, done);
    return listing;
  }

  async #fetchListing(budget: Budget): Promise<Snapshot> {
    const [asked, at] = [this.#writes.now, performance.now()];
    const listing = new Snapshot(await this.#source.all(budget), asked, at);
    if (!this.#listing || this.#listing.at < at) this.#listing = listing;
    return listing;
  }

  /** Whether one listing is better than these reads one by one. */
  #areMany(waiting: readonly Waiting[]): boolean {
    const asked = new Set(waiting.map(keyOf));
    if (asked.size === 0 || this.#isRefused) return false;
    if (asked.size > 1 || this.#singlesUnderWay > 0) return true;
    return this.#lately.followsMany(asked, this.#listingMs);
  }
}

/** Answers to a listing that say nothing of single reads. */
const REFUSALS = [BadRequestError, ForbiddenError, MalformedAnswerError, PageError, UnexpectedStatusError];

const keys = ({ id, name }: Question): string[] => (id === undefined ? [name] : [name, id]);

const toError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));
