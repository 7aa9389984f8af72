/**
 * How a resource names its provider to the engine: a program text of one line that requires it from the installed package.
 *
 * The engine keeps this text in every resource's state and runs it for every verb, `delete` after years included: the
 * module paths in it are a promise to every existing stack. A captured provider (`pulumi.dynamic.Resource`) would put its
 * whole code in there instead, twice, and go on running that old code after an upgrade.
 */
const reference = (module: string): string => `exports.handler = () => require("pulumi-ubiops/${module}");`;

export const WEBHOOK_PROVIDER = reference("webhook-provider");

export const WEBHOOK_TEST_PROVIDER = reference("webhook-test-provider");

/** What the engine calls a webhook's type: the host for dynamic providers serves every type of its module. */
export const WEBHOOK_TYPE = "pulumi-nodejs:dynamic/ubiops:Webhook";
