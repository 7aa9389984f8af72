import { get } from "node:http";

import { call, webhook } from "./call";
import { startEmulator } from "../../emulator/src";
import { startReceiver } from "../../tools/support/receiver";
import type { Emulator } from "../../emulator/src";
import type { Receiver } from "../../tools/support/receiver";

let emulator: Emulator;
let receiver: Receiver;
beforeEach(async () => {
  [emulator, receiver] = await Promise.all([startEmulator(), startReceiver()]);
});
afterEach(() => Promise.all([emulator.close(), receiver.close()]));

const WEBHOOKS = "/projects/p/webhooks";
const SECRET = { key: "Authorization", value: "canary-value", protected: true };

async function control(method: string, path: string, body?: unknown) {
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const answer = await fetch(emulator.controlUrl + path, { method, ...sent });
  const text = await answer.text();
  return { status: answer.status, text, body: (text === "" ? undefined : JSON.parse(text)) as unknown };
}

it("shows the requests without secrets, and is not among them", async () => {
  await call(emulator, "POST", WEBHOOKS, webhook({ url: "https://user:canary-password@x.example", headers: [SECRET] }));
  await call(emulator, "PATCH", `${WEBHOOKS}/w`, { headers: [{ ...SECRET, value: null }] });
  await call(emulator, "PATCH", `${WEBHOOKS}/w`, { headers: { Authorization: "canary-misplaced" } });
  const { text, body } = await control("GET", "/requests");
  expect(text).not.toContain("canary");
  expect(text).not.toContain(emulator.token);
  expect(body).toMatchObject([
    {
      method: "POST",
      status: 201,
      body: { name: "w", headers: [{ key: "Authorization", value: "***", protected: true }] },
    },
    { method: "PATCH", status: 200, body: { headers: [{ key: "Authorization", value: null, protected: true }] } },
    { method: "PATCH", status: 400, body: { headers: { Authorization: "***" } } },
  ]);
  expect((await control("DELETE", "/requests")).status).toBe(204);
  expect((await control("GET", "/requests")).body).toEqual([]);
});

it("changes webhooks without the API and shows them without secrets", async () => {
  const planted = await control("POST", "/projects/p/webhooks", { name: "x", headers: [SECRET] });
  expect(planted).toMatchObject({ status: 201, body: { name: "x" } });
  expect(await control("PATCH", "/projects/p/webhooks/x", { name: "y", timeout: 3 })).toMatchObject({
    status: 200,
    body: { name: "y" },
  });
  const listed = await control("GET", "/projects/p/webhooks");
  expect(listed.body).toMatchObject([{ name: "y", timeout: 3, headers: [{ key: "Authorization", value: "***" }] }]);
  expect(planted.text + listed.text).not.toContain("canary");
  expect(emulator.webhooks("p")[0]?.headers).toEqual([SECRET]);
  expect((await control("DELETE", "/projects/p/webhooks/y")).status).toBe(204);
  expect((await control("DELETE", "/projects/p/webhooks/y")).status).toBe(404);
});

it("adds troubles, tells how many requests they applied to, and ends them", async () => {
  const { status, body } = await control("POST", "/troubles", {
    kind: "status",
    status: 503,
    methods: ["GET"],
    path: "webhooks$",
  });
  expect(status).toBe(201);
  expect((await call(emulator, "GET", WEBHOOKS)).status).toBe(503);
  expect((await control("GET", "/troubles")).body).toMatchObject([
    { ...(body as object), met: 1, trouble: { kind: "status" } },
  ]);
  expect((await control("DELETE", `/troubles/${(body as { id: string }).id}`)).status).toBe(204);
  expect((await call(emulator, "GET", WEBHOOKS)).status).toBe(200);
  await control("POST", "/troubles", { kind: "html" });
  await control("DELETE", "/troubles");
  expect((await call(emulator, "GET", WEBHOOKS)).body).toEqual([]);
});

it.each([
  [{}, { kind: ["This field is required.", "This field is not valid."] }],
  [{ kind: "statsu" }, { kind: ["This field is not valid."] }],
  [{ kind: "status" }, { status: ["This field is required."] }],
  [{ kind: "slow", ms: 5, tiems: 3 }, { tiems: ["This field is unknown."] }],
  [{ kind: "drop", path: "(" }, { path: ["This field is not valid."] }],
  [{ kind: "drop", share: 2 }, { share: ["Ensure this value is less than or equal to 1."] }],
])("refuses the trouble %j", async (trouble, mistakes) => {
  expect(await control("POST", "/troubles", trouble)).toMatchObject({ status: 400, body: mistakes });
  expect((await control("GET", "/troubles")).body).toEqual([]);
});

it("holds requests", async () => {
  const { body } = await control("POST", "/holds", { method: "POST", path: "webhooks$", when: "before" });
  const { id } = body as { id: string };
  expect((await control("GET", `/holds/${id}`)).body).toEqual({ reached: false });
  const answer = call(emulator, "POST", WEBHOOKS, webhook());
  for (;;) if (((await control("GET", `/holds/${id}`)).body as { reached: boolean }).reached) break;
  expect(emulator.webhooks("p")).toEqual([]);
  expect((await control("POST", `/holds/${id}/release`)).status).toBe(204);
  expect((await answer).status).toBe(201);
  expect((await control("POST", `/holds/${id}/drop`)).status).toBe(404);
});

it("raises events and reports their deliveries without secrets", async () => {
  const { host } = new URL(receiver.url);
  emulator.put("p", { name: "x", url: `http://user:canary-password@${host}/` });
  const event = { objectType: "deployment", objectName: "model", event: "deployment_request_finished" };
  expect(await control("POST", "/projects/p/events", event)).toMatchObject({
    status: 200,
    body: [{ webhook: "x", url: `http://user:***@${host}/`, attempts: [200] }],
  });
  expect(receiver.arrivals).toHaveLength(1);
});

it("changes settings and which objects exist", async () => {
  await control("PUT", "/projects/p/objects/deployment/model", { exists: false });
  expect((await call(emulator, "POST", WEBHOOKS, webhook())).status).toBe(404);
  await control("PUT", "/projects/p/objects/deployment/model", { versions: ["v1"] });
  expect((await call(emulator, "POST", WEBHOOKS, webhook({ headers: [SECRET] }))).status).toBe(201);
  expect((await control("PATCH", "/settings", { token: "other", protectedForm: "mask", projects: ["p"] })).status).toBe(
    204,
  );
  expect(emulator.token).toBe("other");
  expect((await call(emulator, "GET", WEBHOOKS)).body).toMatchObject([{ headers: [{ value: "********" }] }]);
  expect((await call(emulator, "GET", "/projects/q/webhooks")).status).toBe(404);
});

it("refuses any other host name, by which a web page could reach it", async () => {
  const status = await new Promise((resolve, reject) => {
    get(`${emulator.controlUrl}/requests`, { headers: { host: "evil.example" } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on("error", reject);
  });
  expect(status).toBe(403);
});
