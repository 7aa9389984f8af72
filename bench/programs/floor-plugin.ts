import { Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** An RPC that does nothing but answer. */
const unary =
  <Request>(answer: (request: Request) => unknown) =>
  ({ request }: { request: Request }, respond: (error: null, answer: unknown) => void) => {
    respond(null, answer(request));
  };

const textIn = (properties: Struct | undefined, name: string): string =>
  properties?.getFieldsMap().get(name)?.getStringValue() ?? "";

const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
const configured = () => new pb.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);

/** The plugin that does nothing but tell whether something is declared otherwise. */
const methods: UntypedServiceImplementation = {
  getPluginInfo: unary(() => new PluginInfo().setVersion("1.0.0")),
  getSchema: unary(() => new pb.GetSchemaResponse().setSchema('{ "name": "bench", "version": "1.0.0" }')),
  checkConfig: unary((request: pb.CheckRequest) => new pb.CheckResponse().setInputs(request.getNews())),
  configure: unary(configured),
  check: unary((request: pb.CheckRequest) => new pb.CheckResponse().setInputs(request.getNews())),
  diff: unary((request: pb.DiffRequest) => {
    const same = textIn(request.getOlds(), "description") === textIn(request.getNews(), "description");
    return new pb.DiffResponse().setChanges(same ? DIFF_NONE : DIFF_SOME);
  }),
  create: unary((request: pb.CreateRequest) => {
    const properties = request.getProperties();
    return new pb.CreateResponse().setId(`bench/${textIn(properties, "name")}`).setProperties(properties);
  }),
  read: unary((request: pb.ReadRequest) =>
    new pb.ReadResponse().setId(request.getId()).setProperties(request.getProperties()).setInputs(request.getInputs()),
  ),
  update: unary((request: pb.UpdateRequest) => new pb.UpdateResponse().setProperties(request.getNews())),
  delete: unary(() => new Empty()),
  cancel: unary(() => new Empty()),
};

const server = new Server();
server.addService(ResourceProviderService, methods);
process.stdin.on("end", () => process.exit()).resume();
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
