import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

import { call, webhook } from "./call";
import { startEmulator } from "../../emulator/src";
import { startReceiver } from "../../tools/support/receiver";
import type { Emulator } from "../../emulator/src";
import type { Receiver } from "../../tools/support/receiver";

let emulator: Emulator;
let receiver: Receiver;
beforeEach(async () => {
  [emulator, receiver] = await Promise.all([startEmulator({ retryDelayMs: 1 }), startReceiver()]);
});
afterEach(() => Promise.all([emulator.close(), receiver.close()]));

const TESTS = "/projects/p/webhooks-tests";
const EVENT = { objectType: "deployment", objectName: "model", event: "deployment_request_finished" } as const;

async function closedUrl(): Promise<string> {
  const closed = await startReceiver();
  const { url } = closed;
  await closed.close();
  return url;
}

/** Starts a test. @returns its path */
async function begun(fields: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const started = await call(emulator, "POST", TESTS, webhook({ url: receiver.url, ...fields }));
  expect(started).toMatchObject({ status: 201, body: { status: "pending", error_message: null } });
  return `${TESTS}/${(started.body as { id: string }).id}`;
}

/** How a test ended. */
async function ended(path: string): Promise<unknown> {
  for (;;) {
    const { body: test } = await call(emulator, "GET", path);
    if ((test as { status: string }).status !== "pending") return test;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const tested = async (fields?: Readonly<Record<string, unknown>>) => ended(await begun(fields));

describe("a webhook test", () => {
  it("delivers what the service delivers, with the given headers", async () => {
    const headers = [
      { key: "Authorization", value: "Bearer one", protected: true },
      { key: "Content-Type", value: "application/vnd.test+json", protected: false },
    ];
    expect(await tested({ headers, version: "v3", url: `${receiver.url}/hook?x=1` })).toMatchObject({
      status: "completed",
      error_message: null,
    });
    const arrival = await receiver.next();
    expect(arrival).toMatchObject({
      method: "POST",
      path: "/hook?x=1",
      headers: { authorization: "Bearer one", "content-type": "application/vnd.test+json" },
    });
    expect(Object.keys(arrival.body as object)).toEqual([
      "event",
      "deployment_id",
      "deployment_name",
      "deployment_version_id",
      "deployment_version_name",
      "request_id",
      "status",
      "text",
    ]);
    expect(arrival.body).toMatchObject({
      event: EVENT.event,
      deployment_name: "model",
      deployment_version_name: "v3",
      status: "completed",
    });
  });

  it("is pending until the receiver has answered", async () => {
    let answer: () => void = () => undefined;
    receiver.answer({ after: new Promise<void>((resolve) => (answer = resolve)) });
    const path = await begun();
    await receiver.next();
    expect((await call(emulator, "GET", path)).body).toMatchObject({ status: "pending", error_message: null });
    answer();
    expect(await ended(path)).toMatchObject({ status: "completed" });
  });

  it.each([
    [204, "completed", null],
    [302, "completed", null],
    [404, "failed", "Received status code 404"],
    [500, "failed", "Received status code 500"],
  ])("ends by the status %d: %s", async (status, expected, message) => {
    receiver.answer({ status, headers: { location: "http://127.0.0.1:1/" } });
    expect(await tested()).toMatchObject({ status: expected, error_message: message });
    expect(receiver.arrivals).toHaveLength(1);
  });

  it("fails if nothing listens or the connection breaks", async () => {
    expect(await tested({ url: await closedUrl() })).toMatchObject({
      status: "failed",
      error_message: "Connection error",
    });
    receiver.answer({ drop: true });
    expect(await tested()).toMatchObject({ status: "failed", error_message: "Connection error" });
  });

  it("opens no connection if a header is invalid", async () => {
    let connections = 0;
    const server = createServer(() => (connections += 1))
      .listen(0, "127.0.0.1")
      .unref();
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const failed = await tested({
      url: `http://127.0.0.1:${port}/`,
      headers: [{ key: "bad name", value: "x", protected: false }],
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    server.close();
    expect([failed, connections]).toMatchObject([{ status: "failed" }, 0]);
  });

  it("fails when the receiver takes longer than the timeout", async () => {
    receiver.answer({ delayMs: 60_000 });
    expect(await tested({ timeout: 1 })).toMatchObject({
      status: "failed",
      error_message: "Timeout: no response within 1 seconds",
    });
  });

  it("is tried again with retry, at most twice", async () => {
    receiver.answer({ status: 500 }, { status: 200 });
    expect(await tested({ retry: true })).toMatchObject({ status: "completed" });
    receiver.answer({ status: 500 });
    expect(await tested({ retry: true })).toMatchObject({ status: "failed" });
    expect(receiver.arrivals).toHaveLength(5);
  });

  it("holds a result with include_result", async () => {
    await tested({ include_result: true });
    expect((await receiver.next()).body).toHaveProperty("result");
  });

  it("is about the default version if the version is null", async () => {
    await tested({ version: null });
    expect((await receiver.next()).body).toMatchObject({ deployment_version_name: "v1" });
  });

  it("is refused for the same reasons as a webhook", async () => {
    const { status, body } = await call(emulator, "POST", TESTS, {
      event: "x",
      object_type: "deployment",
      object_name: "m",
      url: "http://x",
    });
    expect([status, body]).toEqual([400, { event: [expect.any(String) as string] }]);
    emulator.removeObject("p", "deployment", "model");
    expect((await call(emulator, "POST", TESTS, webhook())).status).toBe(404);
    expect(emulator.webhooks("p")).toEqual([]);
  });

  it("belongs to its project", async () => {
    const { body } = await call(emulator, "POST", TESTS, webhook({ url: receiver.url }));
    expect((await call(emulator, "GET", `/projects/q/webhooks-tests/${(body as { id: string }).id}`)).status).toBe(404);
    await receiver.next();
  });

  it("ends with the emulator", async () => {
    receiver.answer({ delayMs: 60_000 });
    await call(emulator, "POST", TESTS, webhook({ url: receiver.url, retry: true }));
    await receiver.next();
    await emulator.close();
    expect(receiver.arrivals).toHaveLength(1);
  });
});

describe("an event", () => {
  it("reaches every enabled webhook of its object, version and event, with the stored headers", async () => {
    const headers = [{ key: "Authorization", value: "Bearer one", protected: true }];
    emulator.put("p", { name: "match", url: receiver.url, headers, version: "v1" });
    emulator.put("p", { name: "default version", url: receiver.url, version: null });
    emulator.put("p", { name: "disabled", url: receiver.url, enabled: false });
    emulator.put("p", { name: "other event", url: receiver.url, event: "deployment_request_failed" });
    emulator.put("p", { name: "other object", url: receiver.url, object_name: "other" });
    emulator.put("p", { name: "other version", url: receiver.url, version: "v2" });
    emulator.put("q", { name: "other project", url: receiver.url });
    const deliveries = await emulator.raiseEvent("p", { ...EVENT, requestId: "r1" });
    expect(deliveries).toEqual(
      ["match", "default version"].map((name) => ({
        webhook: name,
        url: receiver.url,
        delivered: true,
        errorMessage: null,
        attempts: [200],
      })),
    );
    expect(receiver.arrivals.map((arrival) => arrival.headers.authorization).sort()).toEqual(["Bearer one", undefined]);
    expect((await receiver.next()).body).toMatchObject({
      request_id: "r1",
      text: "Deployment request r1 finished for deployment model v1 in project p",
    });
    expect(await emulator.raiseEvent("p", { ...EVENT, version: "v2" })).toMatchObject([{ webhook: "other version" }]);
  });

  it("of a version reaches that version's webhooks if the object has no default version", async () => {
    emulator.put("p", { name: "match", url: receiver.url, version: "v1" });
    emulator.put("p", { name: "default version", url: receiver.url, version: null });
    emulator.setObject("p", "deployment", "model", { versions: ["v1"], defaultVersion: null });
    expect(await emulator.raiseEvent("p", { ...EVENT, version: "v1" })).toMatchObject([
      { webhook: "match", delivered: true },
    ]);
    await expect(emulator.raiseEvent("p", EVENT)).rejects.toThrow('The deployment "model" has no default version');
  });

  it("reaches a webhook without a version if it is about the object's default version at that moment", async () => {
    emulator.put("p", { name: "default version", url: receiver.url, version: null });
    emulator.setObject("p", "deployment", "model", { defaultVersion: "v5" });
    expect(await emulator.raiseEvent("p", { ...EVENT, version: "v1" })).toEqual([]);
    expect(await emulator.raiseEvent("p", EVENT)).toMatchObject([{ webhook: "default version", delivered: true }]);
    expect((await receiver.next()).body).toMatchObject({ deployment_version_name: "v5" });
  });

  it("of a version that does not exist is an error", async () => {
    emulator.setObject("p", "deployment", "model", { versions: ["v1"] });
    await expect(emulator.raiseEvent("p", { ...EVENT, version: "v2" })).rejects.toThrow(
      'The deployment version "model:v2" does not exist',
    );
  });

  it("of a pipeline names the pipeline", async () => {
    emulator.put("p", { url: receiver.url, object_type: "pipeline", object_name: "flow" });
    await emulator.raiseEvent("p", {
      objectType: "pipeline",
      objectName: "flow",
      event: "pipeline_request_finished",
      status: "cancelled",
    });
    expect((await receiver.next()).body).toMatchObject({
      pipeline_name: "flow",
      pipeline_version_name: "v1",
      status: "cancelled",
    });
  });

  it("carries the result only with include_result and up to 16 kB", async () => {
    emulator.put("p", { name: "with", url: `${receiver.url}/with`, include_result: true });
    emulator.put("p", { name: "without", url: `${receiver.url}/without` });
    const most = "x".repeat(16 * 1024 - 2);
    for (const result of [most, `${most}x`]) await emulator.raiseEvent("p", { ...EVENT, result });
    const results = receiver.arrivals.map(({ path, body }) => [path, "result" in (body as object)]);
    expect(results.sort()).toEqual([
      ["/with", false],
      ["/with", true],
      ["/without", false],
      ["/without", false],
    ]);
    expect(
      (receiver.arrivals.find(({ body }) => "result" in (body as object))?.body as { result: string }).result,
    ).toBe(most);
  });

  it("reports each failed attempt", async () => {
    emulator.put("p", { url: receiver.url, retry: true });
    receiver.answer({ status: 500 }, { drop: true }, { status: 503 });
    expect(await emulator.raiseEvent("p", EVENT)).toMatchObject([
      { delivered: false, errorMessage: "Received status code 503", attempts: [500, null, 503] },
    ]);
  });
});
