/**
 * How a resource names its provider to the engine: one line of program text that requires it from the installed package.
 *
 * The engine keeps this text in the state of every resource and runs it for every verb, also for a `delete` years later:
 * the module paths in it are a promise to every existing stack. A captured provider (`pulumi.dynamic.Resource`) would
 * put all of its code there instead, twice, and would go on running that old code after an upgrade.
 */
const reference = (module: string): string => `exports.handler = () => require("pulumi-ubiops/${module}");`;

export const WEBHOOK_PROVIDER = reference("webhook-provider");

export const WEBHOOK_TEST_PROVIDER = reference("webhook-test-provider");

/** The types of the resources: the host for dynamic providers serves every type of its package. */
export const WEBHOOK_TYPE = "pulumi-nodejs:dynamic/ubiops:Webhook";
export const WEBHOOK_TEST_TYPE = "pulumi-nodejs:dynamic/ubiops:WebhookTest";
