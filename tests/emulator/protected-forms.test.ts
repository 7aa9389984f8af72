import { call, webhook } from "./call";
import { emulators } from "./emulators";
import { PROTECTED_FORMS } from "../../emulator/src";
import type { ProtectedForm } from "../../emulator/src";

const PLAIN = { key: "X-Plain", value: "plain", protected: false };
const SECRET = { key: "Authorization", value: "Bearer one", protected: true };
const WEBHOOKS = "/projects/p/webhooks";

const SHOWN: Record<ProtectedForm, readonly object[]> = {
  null: [{ ...SECRET, value: null }, PLAIN],
  mask: [{ ...SECRET, value: "********" }, PLAIN],
  omit: [{ key: "Authorization", protected: true }, PLAIN],
  clear: [SECRET, PLAIN],
  absent: [PLAIN],
};

const start = emulators();

async function created(form: ProtectedForm) {
  const emulator = await start({ protectedForm: form });
  const { body } = await call(emulator, "POST", WEBHOOKS, webhook({ headers: [SECRET, PLAIN] }));
  return { emulator, body };
}

describe.each(PROTECTED_FORMS)("in the form %s", (form) => {
  it("shows protected headers alike in every answer", async () => {
    const { emulator, body } = await created(form);
    const headers = SHOWN[form];
    expect(body).toMatchObject({ headers: form === "absent" ? [SECRET, PLAIN] : headers });
    expect((await call(emulator, "GET", `${WEBHOOKS}/w`)).body).toMatchObject({ headers });
    expect((await call(emulator, "GET", WEBHOOKS)).body).toMatchObject([{ headers }]);
    expect((await call(emulator, "PATCH", `${WEBHOOKS}/w`, { timeout: 3 })).body).toMatchObject({ headers });
  });

  it("keeps the stored value of a protected header that is sent without a value", async () => {
    const { emulator } = await created(form);
    for (const header of [
      { ...SECRET, value: null },
      { key: SECRET.key, protected: true },
    ]) {
      expect((await call(emulator, "PATCH", `${WEBHOOKS}/w`, { headers: [header] })).status).toBe(200);
      expect(emulator.webhooks("p")[0]?.headers).toEqual([SECRET]);
    }
  });

  it("stores a new value", async () => {
    const { emulator } = await created(form);
    await call(emulator, "PATCH", `${WEBHOOKS}/w`, { headers: [{ ...SECRET, value: "Bearer two" }, PLAIN] });
    expect(emulator.webhooks("p")[0]?.headers).toEqual([{ ...SECRET, value: "Bearer two" }, PLAIN]);
  });
});

it.each([
  ["a plain header", { key: "X-Plain", value: null, protected: false }],
  ["a plain header that becomes protected", { key: "X-Plain", value: null, protected: true }],
  ["a protected header that becomes plain", { key: "Authorization", value: null, protected: false }],
  ["a protected header in another spelling", { key: "authorization", value: null, protected: true }],
  ["an unknown header", { key: "X-New", value: null, protected: true }],
])("refuses %s without a value", async (_, header) => {
  const { emulator } = await created("null");
  const { status, body } = await call(emulator, "PATCH", `${WEBHOOKS}/w`, { headers: [header] });
  expect([status, body]).toEqual([400, { headers: { 0: { value: ["This field may not be null."] } } }]);
  expect(emulator.webhooks("p")[0]?.headers).toEqual([SECRET, PLAIN]);
});

it("changes its form while it runs", async () => {
  const { emulator } = await created("clear");
  emulator.setProtectedForm("omit");
  expect((await call(emulator, "GET", `${WEBHOOKS}/w`)).body).toMatchObject({ headers: SHOWN.omit });
});

it("can use another form in each project", async () => {
  const emulator = await start({ protectedForm: (project) => (project === "p" ? "omit" : "mask") });
  for (const project of ["p", "q"]) emulator.put(project, { headers: [SECRET, PLAIN] });
  expect((await call(emulator, "GET", WEBHOOKS)).body).toMatchObject([{ headers: SHOWN.omit }]);
  expect((await call(emulator, "GET", "/projects/q/webhooks")).body).toMatchObject([{ headers: SHOWN.mask }]);
});
