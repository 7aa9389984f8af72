import * as pulumi from "@pulumi/pulumi";

const warned = new Set<string>();

/**
 * Warns once a stack if the token is in the stack's configuration and is not a secret: the engine then keeps it in plain
 * text in the state, with the provider's inputs. Only the program can see whether a setting is a secret.
 */
export function warnOfPlainToken(resource: pulumi.Resource, options: pulumi.CustomResourceOptions): void {
  const secretKeys = process.env["PULUMI_CONFIG_SECRET_KEYS"] ?? "[]";
  const plain = pulumi.runtime.getConfig("ubiops:apiToken") !== undefined && !secretKeys.includes('"ubiops:apiToken"');
  const stack = pulumi.getStack();
  if (!plain || options.provider || warned.has(stack)) return;
  warned.add(stack);
  void pulumi.log.warn(
    "ubiops:apiToken is not a secret, and so it is in plain text in the state: " +
      'run "pulumi config set --secret ubiops:apiToken", and give the stack a new token.',
    resource,
  );
}
