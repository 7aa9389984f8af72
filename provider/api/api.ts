import type { Budget } from "./budget";
import type {
  WireListFilters,
  WireTest,
  WireTestCreate,
  WireWebhook,
  WireWebhookCreate,
  WireWebhookUpdate,
} from "./wire";

/** Where the API is and how to reach it. */
export interface ConnectionOptions {
  /** The API's address without a slash at its end: `https://api.ubiops.com/v2.1`. */
  readonly host: string;
  /** The API token without the word `Token`. */
  readonly token: string;
  /** The time budget of one operation, in seconds: it covers all attempts and waits of all its requests. */
  readonly timeoutSeconds: number;
  /** @internal For tests only. */
  readonly tuning?: Tuning;
}

/** What tests set to see in moments what takes minutes. */
export interface Tuning {
  /** The first wait before a request is sent again, in milliseconds; it doubles with every attempt. */
  readonly retryBaseMs?: number;
  /** How long a listing may serve reads, in milliseconds. */
  readonly listingMs?: number;
  /** Random numbers from 0 to 1. */
  readonly random?: () => number;
}

/** A webhook is its UUID; the name is where it was last seen. */
export interface Identity {
  readonly id: string;
  readonly name: string;
}

export interface ReadOptions {
  /**
   * True where an answer of the last seconds that this process already used for the same webhook is good enough: the
   * confirmation of an identity right before a write.
   */
  readonly recent?: boolean;
}

/** One operation of the provider. Every method rejects with an `ApiError`. */
export interface Api {
  readonly host: string;

  /** The time that this operation may take. */
  readonly budget: Budget;

  /**
   * Asks the service itself.
   * @throws ProjectNotFoundError where the listing answers 404
   */
  list(project: string, filters?: WireListFilters): Promise<readonly WireWebhook[]>;

  /** Asks the service itself; nothing where there is no webhook of that name. */
  get(project: string, name: string): Promise<WireWebhook | undefined>;

  /**
   * Finds a webhook under whatever name it has now; the question is gathered with others. Nothing only where neither its
   * name nor the listing shows it.
   * @throws ApiError where the listing is needed and cannot be had
   */
  find(project: string, identity: Identity, options?: ReadOptions): Promise<WireWebhook | undefined>;

  /** The webhook of that name, whosesoever it is; the question is gathered with others. */
  findByName(project: string, name: string, options?: ReadOptions): Promise<WireWebhook | undefined>;

  /**
   * Creates a webhook; an answer that got lost is looked for, so that there is one in the end.
   * @throws NameTakenError where a webhook of that name was there before
   */
  create(project: string, body: WireWebhookCreate): Promise<WireWebhook>;

  /**
   * Changes the webhook at the name of the identity, which the caller has just confirmed; nothing where there is none.
   * @throws NameTakenError where the new name is another webhook's
   */
  update(project: string, identity: Identity, body: WireWebhookUpdate): Promise<WireWebhook | undefined>;

  /** Deletes the webhook with this UUID and no other; that it is gone already is success. */
  delete(project: string, identity: Identity): Promise<void>;

  /** Asks for a test delivery. It is not sent again where it may have happened. */
  createTest(project: string, body: WireTestCreate): Promise<WireTest>;

  getTest(project: string, testId: string): Promise<WireTest>;
}
