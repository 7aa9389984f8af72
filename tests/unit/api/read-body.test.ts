import { Rejected, type Failure } from "../../../provider/api/failure";
import { readBody } from "../../../provider/api/read-body";

function failureOf(body: string): Failure {
  try {
    readBody(200, body, (data) => data);
  } catch (error) {
    if (error instanceof Rejected) return error.failure;
  }
  throw new Error("The body was taken.");
}

test("a body is its data, and an empty one is none", () => {
  expect(readBody(200, '{"a":1}', (data) => data)).toEqual({ a: 1 });
  expect(readBody(204, "", (data) => data)).toBeUndefined();
});

test.each(["<html></html>", "\n  <!doctype html>"])("%j is a page", (body) => {
  expect(failureOf(body)).toEqual({ kind: "page", status: 200, mayHaveHappened: true, text: body });
});

test.each(["words", "1 < 2", "words <b>and marks</b>", '{"a":'])("%j is no answer", (body) => {
  expect(failureOf(body)).toEqual({ kind: "malformed", status: 200, mayHaveHappened: true, text: "it is no JSON" });
});
