import { Webhook } from "../../provider";
import { declared } from "./declared";

for (const { name, objectName, url, description, token } of declared) {
  new Webhook(name, {
    objectType: "deployment",
    objectName,
    event: "deployment_request_finished",
    url,
    description,
    retry: true,
    headers: { "X-Environment": "bench" },
    protectedHeaders: { Authorization: token },
  });
}
