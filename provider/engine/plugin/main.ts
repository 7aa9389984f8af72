import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";

import { PluginService } from "./service";

const service = new PluginService();
const server = new Server();
server.addService(ResourceProviderService, service.methods);

/** The engine goes away, also when it is killed. A write that is under way is left to finish. */
function end(): void {
  void service.cancel().then(() => process.exit());
}
process.stdin.on("end", end).resume();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, end);

server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  // The engine reads the port from the first line.
  process.stdout.write(`${port}\n`);
});
