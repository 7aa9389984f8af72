import { didYouMean } from "../../../provider/shared/nearest";

const FIELDS = ["url", "objectName", "objectType", "includeResult"];

describe("A misspelled word", () => {
  test.each([
    ["object_name", "objectName"],
    ["objectname", "objectName"],
    ["include_result", "includeResult"],
    ["URL", "url"],
    ["uri", "url"],
  ])("%j most likely means %j", (word, nearest) => {
    expect(didYouMean(word, FIELDS)).toBe(` (did you mean "${nearest}"?)`);
  });

  test.each(["completely different", "", "somethingThatIsFarTooLongToBeMeant"])("%j is like no known word", (word) => {
    expect(didYouMean(word, FIELDS)).toBe("");
  });

  test("is like no known word if there are none", () => {
    expect(didYouMean("url", [])).toBe("");
  });
});
