import type { Resource } from "../resource";
import { checkWebhook } from "./check";
import { createWebhook } from "./create";
import { deleteWebhook } from "./delete";
import { diffWebhook } from "./diff";
import { readWebhook } from "./read";
import { updateWebhook } from "./update";

/** A webhook of UbiOps. */
export const webhook: Resource = {
  check: checkWebhook,
  diff: diffWebhook,
  create: createWebhook,
  read: readWebhook,
  update: updateWebhook,
  delete: deleteWebhook,
};
