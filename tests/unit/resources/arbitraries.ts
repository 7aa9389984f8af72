import fc from "fast-check";

import type { Properties } from "../../../provider/resources/types";

const printable = (text: string): boolean => !/\p{Cc}/u.test(text) && text.isWellFormed();

/** Text that a field may hold, in every script. */
const text = (minLength: number, maxLength: number) =>
  fc
    .string({ unit: "binary", minLength, maxLength })
    .filter((value) => printable(value) && value.trim().length >= minLength);

const TOKEN = Array.from("!#$%&'*+-.^_`|~09azAZ");
const headerName = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...TOKEN), minLength: 1, maxLength: 8 }),
    fc.constantFrom("Authorization", "constructor", "toString"),
  )
  .filter((name) => !name.startsWith("__"));

const labelName = fc
  .oneof(text(1, 8), fc.constantFrom("constructor", "valueOf"))
  .filter((name) => !name.startsWith("__"));

const object = fc.constantFrom("deployment", "pipeline").chain((objectType) =>
  fc.record({
    objectType: fc.constant(objectType),
    event: fc
      .constantFrom("started", "completed", "failed", "finished")
      .map((moment) => `${objectType}_request_${moment}`),
  }),
);

const plainUrl = fc.webUrl({ withQueryParameters: true, withFragments: true, validSchemes: ["https", "http"] });

/** The two maps of headers as a program declares them: no two of one name in any letter case. */
export const declaredHeaders = () =>
  fc
    .uniqueArray(fc.record({ name: headerName, value: text(1, 20), isProtected: fc.boolean() }), {
      selector: ({ name }) => name.toLowerCase(),
      maxLength: 5,
    })
    .map((all) => {
      const those = (isProtected: boolean) =>
        all
          .filter((header) => header.isProtected === isProtected)
          .map((header) => [header.name, header.value] as const);
      return { headers: Object.fromEntries(those(false)), protectedHeaders: Object.fromEntries(those(true)) };
    });

/** What a program may declare of a webhook, each field but the required ones there or not. */
export const declaredWebhook = fc
  .tuple(
    object,
    fc.record(
      {
        project: text(1, 12).filter((name) => !name.includes("/") && !/^\.\.?$/.test(name)),
        name: text(1, 32).filter((name) => !/^\.\.?$/.test(name)),
        url: plainUrl,
        objectName: text(1, 12),
        version: text(1, 12),
        description: text(0, 40),
        labels: fc.dictionary(labelName, text(0, 8), { maxKeys: 4 }),
        timeout: fc.integer({ min: 1, max: 30 }),
        enabled: fc.boolean(),
        retry: fc.boolean(),
        includeResult: fc.boolean(),
        adoptExisting: fc.boolean(),
      },
      { requiredKeys: ["project", "name", "url", "objectName"] },
    ),
    declaredHeaders(),
  )
  .map((parts): Properties => Object.assign({}, ...parts) as Properties);
