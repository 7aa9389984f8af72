import { PROTECTED_MASK } from "./assumptions";
import type { ProtectedForm } from "./options";
import type { StoredHeader, StoredWebhook } from "./webhook";

/** A header as an answer shows it. */
interface ShownHeader {
  readonly key: string;
  readonly value?: string | null;
  readonly protected: boolean;
}

export type ShownWebhook = Omit<StoredWebhook, "headers"> & { readonly headers: readonly ShownHeader[] };

const SHOW: Record<ProtectedForm, (header: StoredHeader, created: boolean) => ShownHeader | undefined> = {
  null: ({ key }) => ({ key, value: null, protected: true }),
  mask: ({ key }) => ({ key, value: PROTECTED_MASK, protected: true }),
  omit: ({ key }) => ({ key, protected: true }),
  clear: (header) => header,
  absent: (header, created) => (created ? header : undefined),
};

/**
 * A webhook as an answer shows it.
 * @param created whether this is the answer to its creation, where the form `absent` shows everything
 */
export function shown(webhook: StoredWebhook, form: ProtectedForm, { created = false } = {}): ShownWebhook {
  const show = SHOW[form];
  const headers = webhook.headers.map((header) => (header.protected ? show(header, created) : header));
  return { ...webhook, headers: headers.filter((header) => header !== undefined) };
}
