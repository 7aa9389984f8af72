import { takeAll } from "../../tools/demo/take";

/** Everything that is printed. */
let printed: string;
beforeEach(() => {
  printed = "";
  const print = (text: unknown) => {
    printed += `${String(text)}\n`;
    return true;
  };
  jest.spyOn(process.stdout, "write").mockImplementation(print);
  jest.spyOn(console, "error").mockImplementation(print);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const good = (title: string) => ({ title, run: (taken: string[]) => Promise.resolve(void taken.push(title)) });
const bad = { title: "The bad one", run: () => Promise.reject(new Error("the service is down")) };

test("a step of the demo that fails is named with its reason, is the last, and makes the exit code 1", async () => {
  const taken: string[] = [];
  expect(await takeAll([good("One"), bad, good("Two")], taken, new AbortController().signal)).toBe(1);
  expect(printed).toContain('The step "The bad one" failed: the service is down\n');
  expect(taken).toEqual(["One"]);
});

test("a step that fails since the user interrupted it is no failure", async () => {
  const stop = new AbortController();
  const interrupted = {
    title: "Interrupted",
    run: () => {
      stop.abort();
      return bad.run();
    },
  };
  expect(await takeAll([interrupted, good("Two")], [], stop.signal)).toBe(130);
  expect(printed).not.toContain("failed");
});

test("the demo ends with 0 where every step went well", async () => {
  const taken: string[] = [];
  expect(await takeAll([good("One"), good("Two")], taken, new AbortController().signal)).toBe(0);
  expect(taken).toEqual(["One", "Two"]);
});
