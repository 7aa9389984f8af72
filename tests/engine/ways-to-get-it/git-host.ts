import { spawn } from "node:child_process";
import { once } from "node:events";
import type { RequestListener } from "node:http";
import { buffer } from "node:stream/consumers";

import { type SecureService, startSecureService } from "../../support/secure-service";

/** Serves the git repositories in a folder by https, as GitHub does. */
export const startGitHost = (folder: string): Promise<SecureService> => startSecureService("127.0.0.1", byGit(folder));

/** Git's own server program, which speaks CGI. */
const byGit =
  (folder: string): RequestListener =>
  (request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", "https://127.0.0.1");
    const git = spawn("git", ["http-backend"], {
      stdio: ["pipe", "pipe", "inherit"],
      env: {
        ...process.env,
        GIT_PROJECT_ROOT: folder,
        GIT_HTTP_EXPORT_ALL: "true",
        REQUEST_METHOD: request.method,
        PATH_INFO: pathname,
        QUERY_STRING: search.slice(1),
        CONTENT_TYPE: request.headers["content-type"] ?? "",
      },
    });
    request.pipe(git.stdin);
    void Promise.all([buffer(git.stdout), once(git, "close")]).then(([answer]) => {
      const end = answer.indexOf("\r\n\r\n");
      const headers = answer.subarray(0, end).toString("latin1").split("\r\n");
      for (const [name = "", value = ""] of headers.map((line) => line.split(": "))) response.setHeader(name, value);
      response.end(answer.subarray(end + 4));
    });
  };
