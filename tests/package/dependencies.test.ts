import { audit } from "./audit";
import { runtimePackages } from "./runtime-packages";

const tree = runtimePackages();

test("the package installs these dependencies and no others", () => {
  const names = Object.entries(tree).map(([own, packages]) => [
    own,
    packages
      .map(({ name }) => name)
      .filter((name) => name !== own)
      .sort(),
  ]);
  expect(Object.fromEntries(names)).toEqual({
    commander: [],
    "fastest-levenshtein": [],
    got: [
      "@keyv/serialize",
      "@sec-ant/readable-stream",
      "@sindresorhus/is",
      "@types/http-cache-semantics",
      "byte-counter",
      "cacheable-lookup",
      "cacheable-request",
      "decompress-response",
      "form-data-encoder",
      "get-stream",
      "http-cache-semantics",
      "http2-wrapper",
      "is-stream",
      "keyv",
      "lowercase-keys",
      "mimic-response",
      "normalize-url",
      "p-cancelable",
      "quick-lru",
      "resolve-alpn",
      "responselike",
      "type-fest",
    ],
    hpagent: [],
    "lodash.isequal": [],
    "proxy-from-env": [],
  });
});

/** One of these licences, or a choice that includes one of them. */
const NOTICE_ALONE = /^\(?(\S+ OR )*(MIT|ISC|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|0BSD)( OR \S+)*\)?$/;

test("their licences require nothing but a notice", () => {
  const others = Object.values(tree)
    .flat()
    .filter(({ license }) => !NOTICE_ALONE.test(license ?? ""));
  expect(others).toEqual([]);
});

const audited = audit();
if ("missing" in audited) console.warn(`The packages are not audited: ${audited.missing}`);

("missing" in audited ? test.skip : test)("they have no known vulnerability", () => {
  const places = new Set(
    Object.values(tree)
      .flat()
      .map(({ place }) => place),
  );
  const vulnerable =
    "found" in audited ? audited.found.filter(({ nodes }) => nodes.some((node) => places.has(node))) : [];
  expect(vulnerable).toEqual([]);
});
