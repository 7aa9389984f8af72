import { isCredentialUrl, shownUrl } from "../../../../provider/resources/webhook/credential-url";

const UUID = "0f6d2b0e-64a4-4d5e-8a8f-4f4f9f2f0001";

test.each([
  "https://hooks.slack.com/services/T0/B0/abc",
  "https://hooks.slack.com/workflows/T0/A0/1/abc",
  "https://hooks.slack-gov.com/services/T0/B0/abc",
  "https://discord.com/api/webhooks/1/abc",
  "https://discordapp.com/api/webhooks/1/abc",
  "https://ptb.DISCORD.com/api/webhooks/1/abc",
  "https://contoso.webhook.office.com/webhookb2/a@b/IncomingWebhook/c/d",
  "https://outlook.office.com/webhook/a",
  "https://prod-12.westeurope.logic.azure.com:443/workflows/a/triggers/manual/paths/invoke?api-version=2016-10-01",
  "https://default0.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/a",
  "https://hooks.zapier.com/hooks/catch/123456/bq3k7x/",
  "https://hook.eu1.make.com/abc",
  "https://hook.integromat.com/abc",
  "https://acme.app.n8n.cloud/webhook/abc",
  "https://maker.ifttt.com/trigger/finished/with/key/abc",
  "https://eo1a2b3.m.pipedream.net",
  "https://webhook.site/abc",
  "https://chat.googleapis.com/v1/spaces/a/messages",
  "https://api.telegram.org/bot1:abc/sendMessage",
])("whoever knows the webhook URL of this service can post: %s", (url) => {
  expect(isCredentialUrl(url)).toBe(true);
});

test.each([
  "https://a.example/?token=x",
  "https://a.example/?a=1&access_token=x",
  "https://a.example/?apiKey=x",
  "https://a.example/?api-key=x",
  "https://a.example/?KEY=x",
  "https://fn.azurewebsites.net/api/finished?code=x",
  "https://account.blob.core.windows.net/c?sv=1&sig=x",
  "https://bucket.s3.amazonaws.com/o?X-Amz-Signature=x",
  "https://a.example/?client_secret=x",
  "https://a.example/?auth=x",
  "https://a.example/?pass=x",
  "https://a.example/?jwt=x",
  "https://a.example/#token=x",
  "https://a.example/hook;token=x",
  "https://a.example/token/x",
  "https://a.example/a/secret/x/y",
  "https://gitlab.example.com/api/v4/projects/1/ref/main/trigger/pipeline?token=x",
])("a parameter or path segment is named like a credential: %s", (url) => {
  expect(isCredentialUrl(url)).toBe(true);
});

test.each([
  `https://n8n.example.com/webhook/${UUID}`,
  "https://gitlab.example.com/trigger/glptt-0123456789abcdef0123456789abcdef01234567",
  "https://mattermost.example.com/hooks/9xj3kqw7ofy8ub1mzd5c4r6t2e",
  "https://events.example.com/integration/0123456789abcdef/enqueue",
  "https://a.example/hook/V1StGXR8_Z5jdHi6B-myT",
  "https://a.example/hook/aVeryLongPartOfLettersOnly",
  "https://a.example/?id=0123456789abcdef",
  "https://a.example/#0123456789abcdef",
])("a part looks random: %s", (url) => {
  expect(isCredentialUrl(url)).toBe(true);
});

test.each(["https://user:x@a.example/", "https://user@a.example/"])("contains a user: %s", (url) => {
  expect(isCredentialUrl(url)).toBe(true);
});

test.each([
  "https://hooks.example.com/ubiops",
  "https://hooks.example.com",
  "http://127.0.0.1:8080/callback",
  "https://my-fraud-callbacks-2.internal.example.com:8443/api/v2/deployment_request_finished?from=ubiops&region=eu-west-1#top",
  "https://a.example/token",
  "https://a.example/api/fraud-model/request-finished",
  "https://notslack.com/services/x",
  "https://slack.com.example.com/services/x",
])("is not a credential: %s", (url) => {
  expect(isCredentialUrl(url)).toBe(false);
  expect(shownUrl(url)).toBe(url);
});

test("of a credential only the host is shown", () => {
  expect(shownUrl("https://user:x@a.example:8443/b?c")).toBe("https://a.example/…");
  expect(shownUrl("hooks.slack.com/services/x")).toBe("hooks.slack.com/…");
});
