import type { StoredWebhook } from "../../emulator/src";
import type { Hold } from "../../emulator/src/trouble/holds";
import { Emulated, type FrontEnd } from "../../tools/support/emulated";
import { testOnPosix as test } from "../../tools/support/platform";
import { leftovers } from "../../tools/program/leftovers";
import type { EngineCommand, EngineResult } from "../../tools/program/engine-command";

/** Where an update is interrupted: the request is held before its work is done, or its answer after it. */
const MOMENTS = ["before", "after"] as const;

/** One webhook: what is declared of it at first and then, and the request that is held. */
interface Story {
  readonly name: string;
  readonly first?: string;
  readonly then?: string;
  readonly held: "POST" | "PATCH" | "DELETE";
  readonly moment: (typeof MOMENTS)[number];
}

const own = (name: string, more = "") => `name: "${name}", ${more}`;
const at = (moment: string, stories: readonly Omit<Story, "moment">[]): Story[] =>
  stories.map((story) => ({
    ...story,
    name: `${story.name}-${moment}`,
    moment: moment === "before" ? "before" : "after",
  }));

const REPLACED = 'objectName: "other-model"';

/** What happens while resources are made and changed. */
const WRITES = MOMENTS.flatMap((moment) =>
  at(moment, [
    { name: "create-auto", then: "", held: "POST" },
    { name: "create-own", then: own("mine"), held: "POST" },
    { name: "update-auto", first: "", then: "timeout: 20", held: "PATCH" },
    { name: "update-own", first: own("mine"), then: own("mine", "timeout: 20"), held: "PATCH" },
    { name: "rename", first: own("mine"), then: own("renamed"), held: "PATCH" },
    { name: "replace-auto-make", first: "", then: REPLACED, held: "POST" },
    { name: "replace-own-delete", first: own("mine"), then: own("mine", REPLACED), held: "DELETE" },
    { name: "replace-own-make", first: own("mine"), then: own("mine", REPLACED), held: "POST" },
  ]),
);

/** What happens at the end of an update. */
const DELETIONS = MOMENTS.flatMap((moment) =>
  at(moment, [
    { name: "delete-auto", first: "", held: "DELETE" },
    { name: "delete-own", first: own("mine"), held: "DELETE" },
    { name: "replace-auto-delete", first: "", then: REPLACED, held: "DELETE" },
  ]),
);

const STORIES = [...WRITES, ...DELETIONS];

/** A program that declares every webhook in a project of its own, so that its requests can be told from the others'. */
const program = (declared: readonly (readonly [name: string, args: string | undefined])[], adopting = false): string =>
  declared
    .flatMap(([name, args]) =>
      args === undefined
        ? []
        : [
            `new ubiops.Webhook("${name}", { ...deployment, project: "${name}", ${adopting ? "adoptExisting: true, " : ""} ${args} });`,
          ],
    )
    .join("\n");

const FIRST = STORIES.map(({ name, first }) => [name, first] as const);
const CHANGED = STORIES.map((story) => [story.name, WRITES.includes(story) ? story.then : story.first] as const);
const LAST = STORIES.map(({ name, then }) => [name, then] as const);

const FOREIGN = "of-another";

/** A stack with all the stories, interrupted twice: while it makes and changes, and while it deletes. */
class Interruption {
  readonly run: Emulated;
  readonly #signal: NodeJS.Signals;
  readonly foreign: readonly StoredWebhook[];

  private constructor(run: Emulated, signal: NodeJS.Signals) {
    this.run = run;
    this.#signal = signal;
    this.foreign = STORIES.map(({ name }) => run.emulator.put(name, { name: FOREIGN }));
  }

  static async begin(frontEnd: FrontEnd, signal: NodeJS.Signals): Promise<Interruption> {
    const interruption = new Interruption(await Emulated.start(program(FIRST), { frontEnd }), signal);
    (await interruption.up()).ok();
    return interruption;
  }

  up(): Promise<EngineResult> {
    return this.run.program.up("--parallel", "64", "--continue-on-error");
  }

  /**
   * Updates until every story's request is held, and interrupts it there.
   * @param ready resolves when it may be interrupted otherwise
   */
  async interrupt(stories: readonly Story[], ready?: Promise<void>): Promise<EngineResult> {
    const holds = stories.map(({ name, held, moment }) =>
      this.run.emulator.hold({ method: held, path: new RegExp(`/projects/${name}/`), when: moment }),
    );
    const command = this.run.program.spawn("up", "--yes", "--skip-preview", "--parallel", "64");
    await command.until(Promise.all([...holds.map(({ reached }) => reached), ready]));
    return this.#signal === "SIGINT" ? this.#finish(command, holds) : this.#bury(command, holds);
  }

  /** The engine waits for what it has begun. */
  async #finish(command: EngineCommand, holds: readonly Hold[]): Promise<EngineResult> {
    command.kill("SIGINT");
    await command.printed(/cancelling/i);
    for (const hold of holds) hold.release();
    return command.done;
  }

  /** The connections go after the plugins, which would send a request again. */
  async #bury(command: EngineCommand, holds: readonly Hold[]): Promise<EngineResult> {
    const result = await this.run.program.kill(command);
    for (const hold of holds) hold.drop();
    return result;
  }

  /** The webhooks of a story's project that belong to the program. */
  ours = (name: string): StoredWebhook[] =>
    this.run.emulator.webhooks(name).filter((webhook) => webhook.name !== FOREIGN);

  /** What is ours in every story of writing. */
  written = (): Map<string, StoredWebhook[]> => new Map(WRITES.map(({ name }) => [name, this.ours(name)]));

  foreignNow = (): StoredWebhook[] =>
    STORIES.flatMap(({ name }) => this.run.emulator.webhooks(name).filter((webhook) => webhook.name === FOREIGN));
}

/** What a story's webhook must be like in the end: what was declared last. */
const expected = ({ then = "" }: Story): Partial<StoredWebhook> => ({
  ...(then.includes("timeout: 20") && { timeout: 20 }),
  object_name: then.includes(REPLACED) ? "other-model" : "model",
  name: (/name: "([^"]+)"/.exec(then)?.[1] ?? expect.stringMatching(/-[0-9a-f]{8}$/)) as string,
});

/** The stories whose webhook a killed update leaves without a trace in the state. */
const isLeft = ({ held, moment }: Story): boolean => held === "POST" && moment === "after";

describe("an update that is killed, with the dynamic front end", () => {
  let killed: Interruption;
  let next: EngineResult;
  let left: Map<string, StoredWebhook[]>;
  let continued: Map<string, StoredWebhook[]>;
  let adopted: EngineResult;

  beforeAll(async () => {
    killed = await Interruption.begin("dynamic", "SIGKILL");
    await killed.run.write(program(CHANGED));
    await killed.interrupt(WRITES);
    (await killed.run.program.run("cancel", "--yes")).ok();
    left = killed.written();
    next = await killed.up();
    continued = killed.written();

    await killed.run.write(program(LAST, true));
    await killed.interrupt(DELETIONS);
    (await killed.run.program.run("cancel", "--yes")).ok();
    adopted = await killed.up();
  });
  afterAll(() => killed.run.dispose());

  test.each(WRITES.filter(isLeft))(
    "$name: the next one refuses the webhook that no state knows, and names the ways on",
    ({ name }) => {
      const webhook = left.get(name)?.at(-1);
      expect(next.code).not.toBe(0);
      const message = next.text
        .split("\n")
        .find((line) => line.includes(`"${webhook?.name ?? "?"}"`) && line.includes(`"${name}"`));
      expect(message).toContain("adoptExisting: true");
      expect(message).toContain("pulumi import --file");
    },
  );

  test.each(WRITES.filter(isLeft))("$name: adoptExisting goes on with that very webhook", ({ name }) => {
    adopted.ok();
    expect(killed.ours(name).map(({ id }) => id)).toEqual([left.get(name)?.at(-1)?.id]);
  });

  test.each(WRITES.filter((story) => !isLeft(story)))("$name: the next one goes on by itself", (story) => {
    expect(continued.get(story.name)).toEqual([expect.objectContaining(expected(story))]);
  });

  test.each(STORIES)("$name: there is in the end what is declared, and once", (story) => {
    expect(killed.ours(story.name)).toEqual(story.then === undefined ? [] : [expect.objectContaining(expected(story))]);
  });

  test("a webhook of another program is as it was", () => {
    expect(killed.foreignNow()).toEqual(killed.foreign);
  });
});

describe("an update that is interrupted by Ctrl-C, with the native front end", () => {
  const WAITING = 'new ubiops.Webhook("waiting", { ...deployment, project: "waiting" });';
  let interrupted: Interruption;
  let first: EngineResult;
  let made: Map<string, StoredWebhook[]>;
  let known: (string | undefined)[];
  let ended: EngineResult;
  let stillRunning: number[];
  let sent: unknown[];

  beforeAll(async () => {
    interrupted = await Interruption.begin("native", "SIGINT");
    const { run } = interrupted;
    await run.write(`${program(CHANGED)}\n${WAITING}`);
    const trouble = run.emulator.trouble({ kind: "status", status: 503, path: /\/projects\/waiting\// });
    const tried = new Promise<void>((resolve) => {
      run.emulator.onRequest(({ path }) => {
        if (path.includes("/projects/waiting/")) resolve();
      });
    });
    first = await interrupted.interrupt(WRITES, tried);
    trouble.stop();
    made = interrupted.written();
    known = (await run.program.state()).resources.map(({ id }) => id);

    await run.write(`${program(LAST)}\n${WAITING}`);
    await interrupted.interrupt(DELETIONS);
    ended = await interrupted.up();

    run.requests();
    await run.write(`${program(LAST)}\n${WAITING.replace(" }", ", timeout: 20 }")}`);
    const hold = run.emulator.hold({ method: "PATCH", when: "before" });
    const up = run.program.spawn("up", "--yes", "--skip-preview");
    await up.until(hold.reached);
    up.kill("SIGKILL");
    await up.done;
    hold.release();
    stillRunning = await leftovers(`PULUMI_HOME=${run.program.environment["PULUMI_HOME"]}`);
    sent = run.writes().map(({ method, project, status }) => [method, project, status]);
  });
  afterAll(() => interrupted.run.dispose());

  test("fails, and does not wait for a service that is out of order", () => {
    expect(first.code).not.toBe(0);
    expect(first.text).toMatch(/waiting .*The operation was cancelled\./);
  });

  test.each(WRITES.filter(({ held }) => held === "POST"))(
    "$name: finishes the creation that it has begun, and records the webhook",
    ({ name }) => {
      const id = made.get(name)?.at(-1)?.id;
      expect(known).toContain(`${name}/${id ?? "none"}`);
    },
  );

  test.each(STORIES)("$name: the next one goes on by itself to what is declared, once", (story) => {
    ended.ok();
    expect(interrupted.ours(story.name)).toEqual(
      story.then === undefined ? [] : [expect.objectContaining(expected(story))],
    );
  });

  test("a webhook of another program is as it was", () => {
    expect(interrupted.foreignNow()).toEqual(interrupted.foreign);
  });

  test("the plugin ends a write and itself when the engine is killed", () => {
    expect(stillRunning).toEqual([]);
    expect(sent).toEqual([["PATCH", "waiting", 200]]);
  });
});
