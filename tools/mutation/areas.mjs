/**
 * The parts of the package, each with the tests that are about it: a mutant is tried against those only, so a run ends
 * within an hour. Left out are the engine's tests, the matrix of faults, and what starts other programs.
 */
export const AREAS = {
  settings: { mutate: ["{configuration,host,urls}.ts"], tests: ["unit/{configuration,host,urls}"] },
  secrets: {
    mutate: ["{redaction,secrets,engine-values,host-error}.ts"],
    tests: ["unit/{redaction,secrets,engine-values,host-error}"],
  },
  fields: {
    mutate: ["{fields,kinds,texts,mapping,identity,naming,nearest,provider-reference}.ts"],
    tests: [
      "unit/{fields,kinds,mapping,identity,naming,nearest,provider-reference}",
      "unit/lifecycle/*",
      "lifecycle/bad-input",
    ],
  },
  headers: {
    mutate: ["headers/*.ts"],
    tests: ["unit/headers/*", "unit/lifecycle/*", "unit/properties", "lifecycle/{bad-input,not-drift}"],
  },
  answers: {
    mutate: ["api/{errors/*,parse,retry,failure,service-words,asked-wait,budget,gate}.ts"],
    tests: ["unit/api/{errors,failure,parse,retry,service-words,asked-wait,gate,requests}", "unit/host-error"],
  },
  requests: {
    mutate: ["api/!(parse|retry|failure|service-words|asked-wait|budget|gate).ts"],
    tests: [
      "unit/api/{requests,reads,reads-model,as-sent,lately,read-body,proxy,trace,tls}",
      "unit/api/lost-answers/*",
    ],
  },
  lifecycle: {
    mutate: ["lifecycle/*.ts"],
    tests: ["unit/lifecycle/*", "unit/host-error", "lifecycle/!(errors|python-client|webhook-test)"],
  },
  tests: {
    mutate: ["webhook-test/*.ts", "webhook-test-provider.ts"],
    tests: ["lifecycle/{provider,webhook-test}", "unit/functions"],
  },
  resources: {
    mutate: [
      "{adapter,declared-headers,index,plain-token,provider,warn,webhook,webhook-provider,webhook-test}.ts",
      "functions/*.ts",
      "matching.ts",
    ],
    tests: ["unit/{component,functions,matching,webhook,webhook-test}", "lifecycle/{bad-input,provider}"],
  },
  "command-line": { mutate: ["cli/**/*.ts"], tests: ["unit/cli/*"] },
};
