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

const SHOW: Record<ProtectedForm, (header: StoredHeader, isCreated: boolean) => ShownHeader | undefined> = {
  null: ({ key }) => ({ key, value: null, protected: true }),
  mask: ({ key }) => ({ key, value: PROTECTED_MASK, protected: true }),
  omit: ({ key }) => ({ key, protected: true }),
  clear: (header) => header,
  absent: (header, isCreated) => (isCreated ? header : undefined),
};

/**
 * A webhook as an answer shows it.
 * @param options.isCreated whether this is the answer to its creation, in which the form `absent` shows everything
 */
export function shown(webhook: StoredWebhook, form: ProtectedForm, { isCreated } = { isCreated: false }): ShownWebhook {
  const show = SHOW[form];
  const headers = webhook.headers.map((header) => (header.protected ? show(header, isCreated) : header));
  return { ...webhook, headers: headers.filter((header) => header !== undefined) };
}
