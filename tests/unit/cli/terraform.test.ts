import { UsageError } from "../../../provider/cli/options";
import { webhooksOfTerraform } from "../../../provider/cli/generate/terraform";

const ATTRIBUTES = {
  id: "e54251d8-e518-424f-bf7d-c45aaf26f72c",
  project_name: "fraud",
  name: "finished",
  url: "https://hooks.example.com/ubiops",
  event: "deployment_request_finished",
  object_type: "deployment",
  object_name: "model",
  version: null,
  description: null,
  labels: null,
  headers_json: '[{"key":"Authorization","value":"Bearer canary","protected":true}]',
};

const resource = (instances: readonly object[], more: object = {}) => ({
  mode: "managed",
  type: "ubiops_webhook",
  name: "finished",
  instances,
  ...more,
});
const state = (...resources: readonly object[]) => JSON.stringify({ version: 4, resources });
const titles = (text: string) => webhooksOfTerraform(text).map(({ title }) => title);

test("a webhook of the state is read with its project and its headers", () => {
  const [{ project, webhook } = {}] = webhooksOfTerraform(state(resource([{ attributes: ATTRIBUTES }])));
  expect(project).toBe("fraud");
  expect(webhook).toMatchObject({
    id: ATTRIBUTES.id,
    name: "finished",
    version: null,
    description: "",
    labels: {},
    timeout: 10,
    headers: [{ key: "Authorization", value: "Bearer canary", protected: true }],
  });
});

test("resources are named after their address: modules, name and key", () => {
  const instances = [
    { index_key: 0, attributes: ATTRIBUTES },
    { index_key: "eu", attributes: ATTRIBUTES },
  ];
  expect(titles(state(resource(instances, { module: 'module.alerts["a.b"].module.inner[1]' })))).toEqual([
    "alerts-a.b-inner-1-finished-0",
    "alerts-a.b-inner-1-finished-eu",
  ]);
});

test.each<[headers: string | null | undefined]>([[null], [undefined], [""], [" \n"]])(
  "a webhook with headers of %j has none",
  (headers_json) => {
    const [{ webhook } = {}] = webhooksOfTerraform(state(resource([{ attributes: { ...ATTRIBUTES, headers_json } }])));
    expect(webhook?.headers).toEqual([]);
  },
);

test("resources in modules without keys are named after those, and damaged entries are ignored", () => {
  const text = JSON.stringify({
    version: 4,
    resources: [null, "text", resource([{ attributes: ATTRIBUTES }], { module: "module.alerts.module.inner" })],
  });
  expect(titles(text)).toEqual(["alerts-inner-finished"]);
});

test("what is not a webhook, only looked up, or about to be deleted is left out", () => {
  const other = {
    mode: "managed",
    type: "ubiops_deployment",
    name: "model",
    instances: [{ attributes: { name: "model" } }],
  };
  const lookedUp = resource([{ attributes: ATTRIBUTES }], { mode: "data" });
  const deposed = resource([{ deposed: "0a1b2c3d", attributes: ATTRIBUTES }]);
  expect(webhooksOfTerraform(state(other, lookedUp, deposed))).toEqual([]);
});

test.each([
  ["a text", "resource {", "The Terraform state is not valid JSON."],
  ["an older format", '{"version":3,"resources":[]}', "is not an unencrypted state of format 4"],
  ["a state without resources", '{"version":4}', "terraform state pull"],
  ["a number", "7", "terraform state pull"],
  [
    "a webhook with an empty project",
    state(resource([{ attributes: { ...ATTRIBUTES, project_name: "" } }])),
    "project_name is missing",
  ],
  ["a webhook without attributes", state(resource([{}])), "project_name is missing"],
  ["another format", '{"format_version":"1.0","values":{}}', "terraform state pull"],
  ["an encrypted state", '{"serial":1,"encrypted_data":"x"}', "terraform state pull"],
  [
    "a webhook without its project",
    state(resource([{ attributes: { ...ATTRIBUTES, project_name: null } }])),
    "project_name is missing",
  ],
  [
    "a webhook without a URL",
    state(resource([{ attributes: { ...ATTRIBUTES, url: null } }])),
    "finished of the Terraform state: url must be",
  ],
  [
    "headers that are not a list",
    state(resource([{ attributes: { ...ATTRIBUTES, headers_json: '{"a":1}' } }])),
    "headers must be a list",
  ],
  [
    "headers that are not JSON",
    state(resource([{ attributes: { ...ATTRIBUTES, headers_json: "canary" } }])),
    "headers_json is not valid JSON",
  ],
])("%s is refused with a sentence", (_, text, message) => {
  expect(() => webhooksOfTerraform(text)).toThrow(UsageError);
  expect(() => webhooksOfTerraform(text)).toThrow(message);
  expect(() => webhooksOfTerraform(text)).not.toThrow("canary");
});
