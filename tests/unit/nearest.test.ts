import { didYouMean } from "../../provider/nearest";

const FIELDS = ["url", "objectName", "objectType", "includeResult"];

describe("A misspelled word", () => {
  test.each([
    ["object_name", "objectName"],
    ["objectname", "objectName"],
    ["include_result", "includeResult"],
    ["URL", "url"],
    ["uri", "url"],
    ["completely different", undefined],
    ["", undefined],
    ["somethingThatIsFarTooLongToBeMeant", undefined],
  ])("%j is taken for what it most likely means", (word, nearest) => {
    expect(didYouMean(word, FIELDS)).toBe(nearest === undefined ? "" : ` (did you mean "${nearest}"?)`);
  });

  test("is taken for nothing where there is nothing to choose from", () => {
    expect(didYouMean("url", [])).toBe("");
  });
});
