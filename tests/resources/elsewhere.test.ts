import { create, type Created } from "../../provider/resources/webhook/create";
import { remove } from "../../provider/resources/webhook/delete";
import { diff } from "../../provider/resources/webhook/diff";
import { read } from "../../provider/resources/webhook/read";
import { update } from "../../provider/resources/webhook/update";
import { type Emulator, startEmulator } from "../../emulator/src";
import { inputsFor } from "./inputs-for";
import { LEAST } from "./least";
import { sessionOn } from "./session-on";

const ELSEWHERE = "https://other.example.com/v2.1";

let emulator: Emulator;
let recorded: Created;
beforeEach(async () => {
  emulator = await startEmulator();
  const session = sessionOn(emulator);
  recorded = await create(session, inputsFor(session, LEAST));
});
afterEach(() => emulator.close());

const VERBS: Readonly<Record<string, (recorded: Created) => Promise<unknown>>> = {
  read: ({ id, state }) => read(sessionOn(emulator), id, state),
  update: ({ id, state }) => {
    const session = sessionOn(emulator);
    return update(session, id, state, inputsFor(session, { ...LEAST, timeout: 20 }, state));
  },
  delete: ({ id, state }) => remove(sessionOn(emulator), id, state),
};
const uuid = () => recorded.id.replace("shop/", "");
const writes = () => emulator.requests.filter(({ method }) => method !== "GET" && method !== "POST");

describe("A webhook that was recorded at another host", () => {
  beforeEach(() => {
    recorded = { ...recorded, state: { ...recorded.state, __host: ELSEWHERE } };
  });

  test.each(Object.keys(VERBS))(
    "and is not found at this one is no deleted one: its %s fails and says what to do",
    async (verb) => {
      emulator.remove("shop", "finished");
      await expect(VERBS[verb]?.(recorded)).rejects.toMatchObject({
        name: "OtherHostError",
        message:
          `The webhook "finished" (${uuid()}) of project "shop" was recorded at ${ELSEWHERE}, and is not found at ${emulator.url}, which is configured now. ` +
          `Set ubiops:apiHost (or UBIOPS_API_HOST, or the Provider's apiHost) back to ${ELSEWHERE}; ` +
          `if the webhook is really to be made anew at ${emulator.url}, take it out of the state first with "pulumi state delete".`,
      });
      expect(writes()).toEqual([]);
    },
  );

  test("is not found either where this host does not know its project", async () => {
    emulator.setProjects(["office"]);
    await expect(VERBS["read"]?.(recorded)).rejects.toMatchObject({ name: "OtherHostError" });
  });

  test("is the same one where it is there: an update records the host, and sends nothing", async () => {
    const session = sessionOn(emulator);
    const inputs = inputsFor(session, LEAST, recorded.state);
    const differs = (host: string | undefined) =>
      diff(recorded.id, { ...recorded.state }, { ...inputs }, undefined, host);
    expect(differs(session.host)).toEqual({ changes: true, replaces: [], deleteBeforeReplace: false });
    expect(differs(ELSEWHERE)).toMatchObject({ changes: false });
    expect(await update(session, recorded.id, recorded.state, inputs)).toMatchObject({
      __host: emulator.url,
      name: "finished",
    });
    expect(writes()).toEqual([]);
  });
});

describe("A webhook that somebody deleted", () => {
  test("is gone for a read, and its deletion is done", async () => {
    emulator.remove("shop", "finished");
    expect(await VERBS["read"]?.(recorded)).toBeUndefined();
    expect(await VERBS["delete"]?.(recorded)).toBeUndefined();
    expect(writes()).toEqual([]);
  });

  test("cannot be updated, which is told with what to run", async () => {
    emulator.remove("shop", "finished");
    await expect(VERBS["update"]?.(recorded)).rejects.toMatchObject({
      name: "GoneError",
      message: `The webhook "finished" (${uuid()}) of project "shop" no longer exists: somebody deleted it outside Pulumi. Run "pulumi up --refresh" to create it again.`,
    });
    expect(writes()).toEqual([]);
  });

  test("in the middle of its update cannot be updated either", async () => {
    const hold = emulator.hold({ method: "PATCH", when: "before" });
    const updated = VERBS["update"]?.(recorded);
    await hold.reached;
    emulator.remove("shop", "finished");
    hold.release();
    await expect(updated).rejects.toMatchObject({ name: "GoneError" });
  });

  test("is told from one whose project the service does not know", async () => {
    emulator.setProjects(["office"]);
    await expect(VERBS["read"]?.(recorded)).rejects.toMatchObject({ name: "ProjectNotFoundError" });
  });
});
