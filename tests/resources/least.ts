/** What a program must declare of a webhook, and nothing else. */
export const LEAST = {
  name: "finished",
  url: "https://hooks.example.com/ubiops",
  objectType: "deployment",
  objectName: "model",
  event: "deployment_request_finished",
};
