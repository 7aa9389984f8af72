import { read } from "../../provider/resources/webhook/read";
import { type Emulator, startEmulator } from "../../emulator/src";
import { type Before, type Verb, VERBS } from "./faults/verbs";
import { sessionOn } from "./session-on";

const PROJECT = "shop";
const PAGE = "<html><head><title>Maintenance</title></head><body>Back at noon.</body></html>";

/** What the service answers: the status, its body, what our sentence begins with, and what is shown of its own words. */
const ANSWERS: readonly (readonly [status: number, body: unknown, sentence: string, words: string])[] = [
  [
    400,
    { url: ["Enter a valid URL."], include_result: ["Not a boolean."] },
    "The UbiOps API does not accept url, includeResult",
    "url: Enter a valid URL.; include_result: Not a boolean.",
  ],
  [400, { headers: [{ value: ["May not be null."] }] }, "The UbiOps API does not accept headers", "May not be null."],
  [400, ["Too odd."], "The UbiOps API does not accept this request", "Too odd."],
  [400, "Too odd.", "The UbiOps API does not accept this request", "Too odd."],
  [401, { error: "Invalid token." }, "http://127.0.0.1", "Invalid token."],
  [403, { detail: "No permission." }, "The API token has no permission", "No permission."],
  [413, { error: "Too large." }, "The UbiOps API does not accept this request", "Too large."],
  [415, { error_message: "Only JSON." }, "The UbiOps API does not accept this request", "Only JSON."],
  [422, { timeout: "Too long." }, "The UbiOps API does not accept timeout", "timeout: Too long."],
  [429, { error: "Too many." }, "UbiOps limits the rate of requests", "Too many."],
  [500, { error: "Broken." }, "The UbiOps API at http://127.0.0.1", "Broken."],
  [503, PAGE, "The UbiOps API at http://127.0.0.1", "Maintenance Back at noon."],
  [418, "", "The UbiOps API at http://127.0.0.1", ""],
];

const ASKING = VERBS.filter((verb): verb is Verb & { own: NonNullable<Verb["own"]> } => verb.own !== undefined);

describe("an error of the API", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  /** Time enough for an attempt, and too little for the wait before a second one. */
  const session = () => sessionOn(emulator, { timeoutSeconds: 4, tuning: { retryBaseMs: 10_000 } });

  async function failureOf(verb: Verb, before: Before): Promise<Error> {
    try {
      await verb.run(session(), before);
    } catch (error) {
      if (error instanceof Error) return error;
    }
    throw new Error("The verb did not fail.");
  }

  const cells = ASKING.flatMap((verb) =>
    ANSWERS.map((answer) => [verb.name, answer[0], JSON.stringify(answer[1]).slice(0, 40), verb, answer] as const),
  );

  test.each(cells)(
    "%s, %d %s: our sentence, then its words, then the request",
    async (_name, _status, _body, verb, [status, body, sentence, words]) => {
      const before = await verb.prepare(sessionOn(emulator), emulator, PROJECT);
      emulator.trouble({ kind: "status", status, body, methods: [verb.own.method], path: verb.own.path });

      const error = await failureOf(verb, before);

      expect(error.message.startsWith(sentence)).toBe(true);
      const request = error.message.slice(error.message.lastIndexOf("("));
      expect(request).toMatch(
        new RegExp(`^\\(${verb.own.method} /projects/${PROJECT}/webhooks\\S*, status ${status}\\)$`),
      );
      expect(error.message).toContain(words === "" ? ". (" : " UbiOps says: ");
      expect(error.message.slice(0, -request.length).trimEnd().endsWith(words)).toBe(true);
      expect(error.message).not.toMatch(/\n|\[object|undefined/);
      expect(error.stack).not.toMatch(/\n\s+at /);
      for (const name of ["id", "code", "details", "metadata", "reasons"]) expect(error).not.toHaveProperty(name);
    },
  );

  test("a project that answers 404 is an error for a read, and never an empty state", async () => {
    const [verb] = ASKING.filter(({ name }) => name === "read");
    const before = await verb?.prepare(sessionOn(emulator), emulator, PROJECT);
    emulator.setProjects([]);
    await expect(read(session(), before?.id ?? "", before?.state ?? {})).rejects.toThrow(
      `There is no project "${PROJECT}" at ${emulator.url}`,
    );
  });
});
