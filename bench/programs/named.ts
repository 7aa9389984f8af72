import { Webhook } from "pulumi-ubiops";

/** One webhook with an explicit name; another round names the version that it follows anyway, which replaces it. */
new Webhook("named", {
  name: "named",
  objectType: "deployment",
  objectName: "model",
  event: "deployment_request_finished",
  url: "https://hooks.example.com/ubiops",
  ...(process.env["BENCH_ROUND"] === "2" && { version: "v1" }),
});
