import * as pulumi from "@pulumi/pulumi";
import type * as ubiops from "pulumi-ubiops";

const valueOf = <T>(output: pulumi.Output<T>): Promise<T> => new Promise((resolve) => void output.apply(resolve));

describe("The program", () => {
  let finished: ubiops.Webhook;

  beforeAll(async () => {
    await pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: `shop/${name}`, state: inputs as Record<string, unknown> }),
      call: () => ({}),
    });
    pulumi.runtime.setAllConfig({
      "project:callbackUrl": "https://hooks.example.com/ubiops",
      "project:callbackToken": "Bearer token",
    });
    // After the mocks, because the program creates its resources when it is loaded.
    ({ finished } = await import("./index"));
  });

  test("calls the receiver when a request has finished", async () => {
    expect(await valueOf(finished.url)).toBe("https://hooks.example.com/ubiops");
    expect(await valueOf(finished.event)).toBe("deployment_request_finished");
  });

  test("protects the token", async () => {
    expect(await valueOf(finished.protectedHeaders)).toEqual({ Authorization: "Bearer token" });
  });
});
