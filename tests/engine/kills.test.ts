import type { StoredWebhook } from "../../emulator/src";
import type { Hold } from "../../emulator/src/trouble/holds";
import { Emulated } from "../../tools/support/emulated";
import { testOnPosix as test } from "../../tools/support/platform";
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

const FOREIGN = "somebody-elses";

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

  static async begin(signal: NodeJS.Signals): Promise<Interruption> {
    const interruption = new Interruption(await Emulated.start(program(FIRST)), signal);
    (await interruption.up()).ok();
    return interruption;
  }

  up(): Promise<EngineResult> {
    return this.run.program.up("--parallel", "64", "--continue-on-error");
  }

  /** Updates until every story's request is held, and interrupts it there. */
  async interrupt(stories: readonly Story[]): Promise<EngineResult> {
    const holds = stories.map(({ name, held, moment }) =>
      this.run.emulator.hold({ method: held, path: new RegExp(`/projects/${name}/`), when: moment }),
    );
    const command = this.run.program.spawn("up", "--yes", "--skip-preview", "--parallel", "64");
    await command.until(Promise.all(holds.map(({ reached }) => reached)));
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

  /** The webhooks of a story's project that are not somebody else's. */
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

describe("an update that is killed", () => {
  let killed: Interruption;
  let next: EngineResult;
  let left: Map<string, StoredWebhook[]>;
  let continued: Map<string, StoredWebhook[]>;
  let adopted: EngineResult;
  let locked: EngineResult;

  beforeAll(async () => {
    killed = await Interruption.begin("SIGKILL");
    await killed.run.write(program(CHANGED));
    await killed.interrupt(WRITES);
    locked = await killed.up();
    (await killed.run.program.run("cancel", "--yes")).ok();
    left = killed.written();
    next = await killed.up();
    continued = killed.written();
    await killed.run.write(program(CHANGED, true));
    adopted = await killed.up();

    await killed.run.write(program(LAST));
    await killed.interrupt(DELETIONS);
    (await killed.run.program.run("cancel", "--yes")).ok();
    (await killed.up()).ok();
  });
  afterAll(() => killed.run.dispose());

  test("leaves a lock, which the next one names with the way to take it away", () => {
    expect(locked.code).not.toBe(0);
    expect(locked.text).toContain("pulumi cancel");
  });

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

  test("what is somebody else's is as it was", () => {
    expect(killed.foreignNow()).toEqual(killed.foreign);
  });
});

describe("an update that is interrupted", () => {
  let interrupted: Interruption;
  let first: EngineResult;
  let made: Map<string, StoredWebhook[]>;
  let known: (string | undefined)[];
  beforeAll(async () => {
    interrupted = await Interruption.begin("SIGINT");
    await interrupted.run.write(program(CHANGED));
    first = await interrupted.interrupt(WRITES);
    made = interrupted.written();
    known = (await interrupted.run.program.state()).resources.map(({ id }) => id);
    (await interrupted.up()).ok();
    await interrupted.run.write(program(LAST));
    await interrupted.interrupt(DELETIONS);
    (await interrupted.up()).ok();
  });
  afterAll(() => interrupted.run.dispose());

  test("fails", () => {
    expect(first.code).not.toBe(0);
  });

  test.each(WRITES.filter(({ held }) => held === "POST"))(
    "$name: finishes the creation that it has begun, and records the webhook",
    ({ name }) => {
      const id = made.get(name)?.at(-1)?.id;
      expect(known).toContain(`${name}/${id ?? "none"}`);
    },
  );

  test.each(STORIES)("$name: the next one goes on by itself to what is declared, once", (story) => {
    expect(interrupted.ours(story.name)).toEqual(
      story.then === undefined ? [] : [expect.objectContaining(expected(story))],
    );
  });

  test("what is somebody else's is as it was", () => {
    expect(interrupted.foreignNow()).toEqual(interrupted.foreign);
  });
});
