import { didYouMean } from "../../../provider/shared/nearest";

const FIELDS = ["url", "objectName", "objectType", "includeResult"];

describe("A misspelled word", () => {
  test.each([
    ["object_name", "objectName"],
    ["objectname", "objectName"],
    ["include_result", "includeResult"],
    ["URL", "url"],
    ["uri", "url"],
  ])("%j is taken for what it most likely means: %j", (word, nearest) => {
    expect(didYouMean(word, FIELDS)).toBe(` (did you mean "${nearest}"?)`);
  });

  test.each(["completely different", "", "somethingThatIsFarTooLongToBeMeant"])("%j is taken for nothing", (word) => {
    expect(didYouMean(word, FIELDS)).toBe("");
  });

  test("is taken for nothing where there is nothing to choose from", () => {
    expect(didYouMean("url", [])).toBe("");
  });
});
