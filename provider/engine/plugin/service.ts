import type { ServerWritableStream, UntypedServiceImplementation } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

import type { Call } from "../../resources/resource";
import type { Inputs, Recorded } from "../../resources/types";
import { Session } from "../../resources/session";
import { parseId } from "../../resources/webhook/identity";
import { UNKNOWN } from "../../shared/engine-values";
import { MANIFEST } from "../../shared/manifest";
import { Calls, toStatus } from "./call";
import { checkConfig, configure } from "./configuration";
import { toDiffResponse } from "./detailed-diff";
import { FUNCTIONS, listResources } from "./functions";
import { EngineLog } from "./log";
import { namingOf } from "./naming";
import { RESOURCES, type Served } from "./resources";
import { packageSchema } from "./schema";
import { tokenOf } from "./tokens";
import { asRead, declaredName, refuseEmpty, takeMarks } from "./read-marks";
import { fromInputs, toInputs, toRecorded, toStruct } from "./values";

const CAPABILITIES = { secrets: true, previews: true, autonaming: true } as const;

/** The resources as the engine calls a plugin: one gRPC method for each verb. */
export class PluginService {
  readonly #calls = new Calls();
  readonly #log = new EngineLog();
  readonly #frontEnd = {
    warn: (message: string) => {
      this.#log.warn(message);
    },
    importCommand: 'run "pulumi import ubiops:index:Webhook <logical name> <project>/<name>"',
  };
  #session = Session.configure(() => undefined, {}, this.#frontEnd);

  /** The methods. The engine does without those that are left out; it compares the settings of providers by itself. */
  get methods(): UntypedServiceImplementation {
    const calls = this.#calls;
    return {
      handshake: calls.unary((request: pb.ProviderHandshakeRequest) => this.#handshake(request)),
      getPluginInfo: calls.unary(() => new PluginInfo().setVersion(MANIFEST.version)),
      getSchema: calls.unary(() => new pb.GetSchemaResponse().setSchema(JSON.stringify(packageSchema(RESOURCES)))),
      checkConfig: calls.unary(checkConfig),
      configure: calls.unary((request: pb.ConfigureRequest) => this.#configure(request)),
      check: calls.unary((request: pb.CheckRequest) => this.#check(request)),
      diff: calls.unary((request: pb.DiffRequest) => this.#diff(request)),
      create: calls.unary((request: pb.CreateRequest) => this.#create(request)),
      read: calls.unary((request: pb.ReadRequest) => this.#read(request)),
      update: calls.unary((request: pb.UpdateRequest) => this.#update(request)),
      delete: calls.unary((request: pb.DeleteRequest) => this.#delete(request)),
      invoke: calls.unary((request: pb.InvokeRequest) => this.#invoke(request)),
      list: (call: ServerWritableStream<pb.ListRequest, pb.ListResponse>) => void this.#list(call),
      cancel: (_call: unknown, respond: (error: null, answer: Empty) => void) =>
        void this.cancel().then(() => {
          respond(null, new Empty());
        }),
    };
  }

  /** Ends waits and retries, and resolves when everything that is under way has ended. */
  async cancel(): Promise<void> {
    await this.#calls.cancel();
    await this.#log.delivered();
  }

  #handshake(request: pb.ProviderHandshakeRequest): pb.ProviderHandshakeResponse {
    this.#log.connect(request.getEngineAddress());
    return new pb.ProviderHandshakeResponse()
      .setAcceptSecrets(CAPABILITIES.secrets)
      .setAcceptOutputs(true)
      .setSupportsAutonamingConfiguration(CAPABILITIES.autonaming);
  }

  #configure(request: pb.ConfigureRequest): pb.ConfigureResponse {
    this.#session = configure(request, this.#frontEnd);
    return new pb.ConfigureResponse()
      .setAcceptsecrets(CAPABILITIES.secrets)
      .setSupportspreview(CAPABILITIES.previews)
      .setAcceptoutputs(true)
      .setSupportsAutonamingConfiguration(CAPABILITIES.autonaming);
  }

  #check(request: pb.CheckRequest): pb.CheckResponse {
    const { served, call } = this.#target(request);
    this.#session.owners.declare(call.owner);
    const { inputs: declared, isRead } = takeMarks(toInputs(request.getNews()));
    const previous = toRecorded("", request.getOlds()).state;
    const { inputs, failures } = served.resource.check(this.#session.settings, {
      declared,
      previous: { ...previous, name: declaredName(previous) },
      naming: namingOf(request, call.owner.name),
    });
    // A failure with a property prints the value of that property, secrets included: the reason names the field.
    return new pb.CheckResponse()
      .setInputs(fromInputs(isRead ? asRead(inputs) : inputs))
      .setFailuresList(failures.map((reason) => new pb.CheckFailure().setReason(reason)));
  }

  #diff(request: pb.DiffRequest): pb.DiffResponse {
    const { served, call } = this.#target(request);
    const id = request.getId();
    this.#session.owners.note(parseId(id)?.key ?? id, call.owner);
    const [recorded, { inputs, isRead }] = [toRecorded(id, request.getOlds()), takeMarks(toInputs(request.getNews()))];
    // A refresh compares what it reads with what was read.
    if (!isRead) refuseEmpty(inputs, request.getIgnorechangesList());
    const difference = served.resource.diff(this.#session.settings, recorded, inputs);
    const needsUpdate = difference.needsUpdate || recorded.isDynamic;
    return toDiffResponse({ ...difference, needsUpdate }, [...recorded.secrets, ...inputs.secrets]);
  }

  async #create(request: pb.CreateRequest): Promise<pb.CreateResponse> {
    const { served, call } = this.#target(request);
    const inputs = toInputs(request.getProperties());
    if (request.getPreview()) return new pb.CreateResponse().setProperties(previewOf(served, inputs));
    const { id, ...created } = await served.resource.create(this.#session, inputs, call);
    return new pb.CreateResponse().setId(id).setProperties(toOutputs(served, created));
  }

  async #read(request: pb.ReadRequest): Promise<pb.ReadResponse> {
    const { served, call } = this.#target(request);
    const recorded = toRecorded(request.getId(), request.getProperties());
    const found = await served.resource.read(this.#session, recorded, call);
    // An empty id says that it is gone.
    if (!found) return new pb.ReadResponse();
    const { id, ...read } = found.recorded;
    const inputs = asRead(found.inputs, toInputs(request.getInputs()).properties);
    return new pb.ReadResponse().setId(id).setProperties(toOutputs(served, read)).setInputs(fromInputs(inputs));
  }

  async #update(request: pb.UpdateRequest): Promise<pb.UpdateResponse> {
    const { served, call } = this.#target(request);
    const [recorded, inputs] = [toRecorded(request.getId(), request.getOlds()), toInputs(request.getNews())];
    if (request.getPreview()) return new pb.UpdateResponse().setProperties(previewOf(served, inputs, recorded));
    const updated = await served.resource.update(this.#session, recorded, inputs, call);
    return new pb.UpdateResponse().setProperties(toOutputs(served, updated));
  }

  async #delete(request: pb.DeleteRequest): Promise<Empty> {
    const { served, call } = this.#target(request);
    await served.resource.delete(this.#session, toRecorded(request.getId(), request.getProperties()), call);
    return new Empty();
  }

  async #invoke(request: pb.InvokeRequest): Promise<pb.InvokeResponse> {
    const name = lastPart(request.getTok());
    const call = FUNCTIONS[name];
    if (!call) throw new Error(`The plugin ubiops has no function ${request.getTok()}.`);
    const { properties } = toInputs(request.getArgs());
    return new pb.InvokeResponse().setReturn(toStruct(await call(this.#session, properties, this.#calls)));
  }

  async #list(stream: ServerWritableStream<pb.ListRequest, pb.ListResponse>): Promise<void> {
    const { request } = stream;
    await this.#calls.run(async () => {
      try {
        const isWebhook = request.getToken() === tokenOf("Webhook");
        if (!isWebhook) throw new Error(`The plugin ubiops cannot list resources of type ${request.getToken()}.`);
        const { properties } = toInputs(request.getQuery());
        for (const { id, name } of await listResources(this.#session, properties, this.#calls)) {
          stream.write(new pb.ListResponse().setResult(new pb.ListResponse.Result().setId(id).setName(name)));
        }
        stream.end();
      } catch (error) {
        stream.emit("error", toStatus(error));
      }
    });
  }

  /** The resource that a request is about. */
  #target(request: ResourceRequest): { served: Served; call: Call } {
    const urn = request.getUrn();
    const [, , types = "", ...names] = urn.split("::");
    const type = types.slice(types.lastIndexOf("$") + 1);
    const served = RESOURCES[lastPart(type)];
    if (!served) throw new Error(`The plugin ubiops has no resource of type ${type}.`);
    const timeout = request.getTimeout?.() ?? 0;
    const timeoutSeconds = timeout > 0 ? timeout : undefined;
    const owner = { key: urn, name: names.join("::") };
    return { served, call: { owner, timeoutSeconds, signal: this.#calls.signal } };
  }
}

interface ResourceRequest {
  getUrn(): string;
  /** The time that `customTimeouts` of the resource gives, in seconds; 0 if it gives none. */
  getTimeout?(): number;
}

const lastPart = (token: string): string => token.slice(token.lastIndexOf(":") + 1);

/** The outputs, every field among them: one that is missing would be unknown in every preview. */
function toOutputs({ fields }: Served, { state, secrets }: Omit<Recorded, "id">): Struct {
  const unset = Object.fromEntries(Object.keys(fields).map((name) => [name, null]));
  return toStruct({ properties: { ...unset, ...state }, secrets });
}

/** The outputs as far as a preview knows them. */
function previewOf(served: Served, { properties, secrets }: Inputs, recorded?: Recorded): Struct {
  const learned = Object.entries(served.outputs).map(([name, { isStable }]) => {
    const before = isStable ? recorded?.state[name] : undefined;
    return [name, before ?? UNKNOWN] as const;
  });
  return toOutputs(served, { state: { ...properties, ...Object.fromEntries(learned) }, secrets });
}
