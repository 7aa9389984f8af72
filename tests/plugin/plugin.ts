import { credentials, Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderClient, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { type Emulator, startEmulator } from "../../emulator/src";
import { PluginService } from "../../provider/engine/plugin/service";
import { SECRET_SIGNATURE, SIGNATURE_KEY } from "../../provider/shared/engine-values";

export type Properties = Readonly<Record<string, unknown>>;

export const TOKEN = "token-5f21e9canary";

/** The least of a webhook. */
export const DEPLOYMENT = {
  objectType: "deployment",
  objectName: "model",
  event: "deployment_request_finished",
  url: "https://hooks.example.com/ubiops",
};

/** A value as the engine passes a secret. */
export const secret = (value: unknown) => ({ [SIGNATURE_KEY]: SECRET_SIGNATURE, value });

const toStruct = (properties: Properties) =>
  Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
const toPlain = (struct: Struct | undefined): Properties => struct?.toJavaScript() ?? {};

const listen = (server: Server): Promise<string> =>
  new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(`127.0.0.1:${port}`);
    });
  });

/** What a call answers. @throws ServiceError */
const answerOf = <Response>(
  send: (respond: (error: ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> =>
  new Promise((resolve, reject) => {
    send((error, response) => {
      if (error) reject(error);
      else resolve(response);
    });
  });

export interface ResourceOptions {
  /** Default: `Webhook`. */
  readonly type?: "Webhook" | "WebhookTest";
  /** The logical name. Default: `finished`. */
  readonly name?: string;
}

export interface Recorded {
  readonly id: string;
  readonly properties: Properties;
}

/** The plugin on a real socket, as the engine calls it, with an emulator of the service and an engine to log to. */
export class Plugin {
  readonly emulator: Emulator;
  /** The warnings that the engine was told. */
  readonly warnings: string[];
  readonly #client: ResourceProviderClient;
  readonly #servers: readonly Server[];

  private constructor(
    emulator: Emulator,
    client: ResourceProviderClient,
    warnings: string[],
    servers: readonly Server[],
  ) {
    this.emulator = emulator;
    this.warnings = warnings;
    this.#client = client;
    this.#servers = servers;
  }

  static async start(): Promise<Plugin> {
    const emulator = await startEmulator({ token: TOKEN });
    const warnings: string[] = [];
    const engine = new Server();
    engine.addService(EngineService, {
      log: ({ request }: { request: LogRequest }, respond: (error: null, answer: Empty) => void) => {
        warnings.push(request.getMessage());
        respond(null, new Empty());
      },
    });
    const server = new Server();
    server.addService(ResourceProviderService, new PluginService().methods);
    const client = new ResourceProviderClient(await listen(server), credentials.createInsecure());
    const plugin = new Plugin(emulator, client, warnings, [server, engine]);
    const handshake = new pb.ProviderHandshakeRequest().setEngineAddress(await listen(engine));
    await answerOf<pb.ProviderHandshakeResponse>((respond) => client.handshake(handshake, respond));
    await plugin.configure({ apiToken: secret(TOKEN), apiHost: emulator.url, project: "shop" });
    return plugin;
  }

  configure(settings: Properties, name = "default"): Promise<pb.ConfigureResponse> {
    const request = new pb.ConfigureRequest().setName(name).setArgs(toStruct(settings));
    return answerOf((respond) => this.#client.configure(request, respond));
  }

  async checkConfig(settings: Properties, name = "default"): Promise<{ inputs: Properties; failures: string[] }> {
    const urn = `urn:pulumi:dev::program::pulumi:providers:ubiops::${name}`;
    const request = new pb.CheckRequest().setUrn(urn).setNews(toStruct(settings));
    const response = await answerOf<pb.CheckResponse>((respond) => this.#client.checkConfig(request, respond));
    return { inputs: toPlain(response.getInputs()), failures: reasons(response) };
  }

  async check(
    news: Properties,
    {
      olds = {},
      autonaming,
      ...resource
    }: ResourceOptions & { olds?: Properties; autonaming?: pb.CheckRequest.AutonamingOptions } = {},
  ): Promise<{ inputs: Properties; failures: string[] }> {
    const request = new pb.CheckRequest().setUrn(urnOf(resource)).setNews(toStruct(news)).setOlds(toStruct(olds));
    const response = await answerOf<pb.CheckResponse>((respond) =>
      this.#client.check(request.setAutonaming(autonaming), respond),
    );
    return { inputs: toPlain(response.getInputs()), failures: reasons(response) };
  }

  async diff(
    { id, properties }: Recorded,
    news: Properties,
    resource: ResourceOptions = {},
    ignoreChanges: string[] = [],
  ): Promise<PlainDiff> {
    const request = new pb.DiffRequest().setId(id).setUrn(urnOf(resource)).setOlds(toStruct(properties));
    request.setIgnorechangesList(ignoreChanges);
    const response = await answerOf<pb.DiffResponse>((respond) =>
      this.#client.diff(request.setNews(toStruct(news)), respond),
    );
    const details = response.getDetaileddiffMap().toArray();
    return {
      changes: response.getChanges() === pb.DiffResponse.DiffChanges.DIFF_SOME,
      replaces: response.getReplacesList(),
      details: Object.fromEntries(details.map(([path]) => [path, response.getDetaileddiffMap().get(path)?.getKind()])),
    };
  }

  async create(
    inputs: Properties,
    { preview = false, timeout = 0, ...resource }: ResourceOptions & { preview?: boolean; timeout?: number } = {},
  ): Promise<Recorded> {
    const request = new pb.CreateRequest().setUrn(urnOf(resource)).setProperties(toStruct(inputs));
    request.setPreview(preview).setTimeout(timeout);
    const response = await answerOf<pb.CreateResponse>((respond) => this.#client.create(request, respond));
    return { id: response.getId(), properties: toPlain(response.getProperties()) };
  }

  async read(
    id: string,
    properties: Properties = {},
    before: Properties = {},
  ): Promise<Recorded & { readonly inputs: Properties }> {
    const request = new pb.ReadRequest().setId(id).setUrn(urnOf({})).setProperties(toStruct(properties));
    request.setInputs(toStruct(before));
    const response = await answerOf<pb.ReadResponse>((respond) => this.#client.read(request, respond));
    const [state, inputs] = [response.getProperties(), response.getInputs()].map(toPlain);
    return { id: response.getId(), properties: state ?? {}, inputs: inputs ?? {} };
  }

  async update({ id, properties }: Recorded, news: Properties, resource: ResourceOptions = {}): Promise<Properties> {
    const request = new pb.UpdateRequest().setId(id).setUrn(urnOf(resource)).setOlds(toStruct(properties));
    const response = await answerOf<pb.UpdateResponse>((respond) =>
      this.#client.update(request.setNews(toStruct(news)), respond),
    );
    return toPlain(response.getProperties());
  }

  delete({ id, properties }: Recorded, resource: ResourceOptions = {}): Promise<Empty> {
    const request = new pb.DeleteRequest().setId(id).setUrn(urnOf(resource)).setProperties(toStruct(properties));
    return answerOf((respond) => this.#client.delete(request, respond));
  }

  async invoke(name: string, args: Properties): Promise<Properties> {
    const request = new pb.InvokeRequest().setTok(`ubiops:index:${name}`).setArgs(toStruct(args));
    const response = await answerOf<pb.InvokeResponse>((respond) => this.#client.invoke(request, respond));
    return toPlain(response.getReturn());
  }

  async list(token: string): Promise<{ id: string; name: string }[]> {
    const stream = this.#client.list(new pb.ListRequest().setToken(token));
    const listed: { id: string; name: string }[] = [];
    for await (const response of stream as AsyncIterable<pb.ListResponse>) {
      const result = response.getResult();
      listed.push({ id: result?.getId() ?? "", name: result?.getName() ?? "" });
    }
    return listed;
  }

  async schema(): Promise<string> {
    const response = await answerOf<pb.GetSchemaResponse>((respond) =>
      this.#client.getSchema(new pb.GetSchemaRequest(), respond),
    );
    return response.getSchema();
  }

  cancel(): Promise<Empty> {
    return answerOf((respond) => this.#client.cancel(new Empty(), respond));
  }

  async close(): Promise<void> {
    this.#client.close();
    for (const server of this.#servers) server.forceShutdown();
    await this.emulator.close();
  }
}

export interface PlainDiff {
  readonly changes: boolean;
  readonly replaces: string[];
  readonly details: Readonly<Record<string, number | undefined>>;
}

const urnOf = ({ type = "Webhook", name = "finished" }: ResourceOptions): string =>
  `urn:pulumi:dev::program::my:component$ubiops:index:${type}::${name}`;

/** @throws Error if a failure has a property: the engine would print its value */
function reasons(response: pb.CheckResponse): string[] {
  return response.getFailuresList().map((failure) => {
    if (failure.getProperty() !== "") throw new Error(`A failure has the property ${failure.getProperty()}.`);
    return failure.getReason();
  });
}
