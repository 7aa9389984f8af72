import { ApiError, type Encounter } from "./api-error";

/** Nobody accepts connections at the host. */
export class ConnectionRefusedError extends ApiError {
  constructor(encounter: Encounter) {
    super(
      `No connection to ${encounter.host}: check ubiops:apiHost (UBIOPS_API_HOST), the network and the proxy settings.`,
      encounter,
    );
  }
}

/** The connection ended before the answer did. */
export class ConnectionLostError extends ApiError {
  constructor(encounter: Encounter) {
    super(
      `The connection to ${encounter.host} was lost before its answer was complete: check the network and run the update again.`,
      encounter,
    );
  }
}

/** The host's name leads nowhere. */
export class DnsError extends ApiError {
  constructor(encounter: Encounter) {
    super(
      `The name of the host in ${encounter.host} cannot be resolved: check ubiops:apiHost (UBIOPS_API_HOST) and the ` +
        "network's DNS.",
      encounter,
    );
  }
}

/** The host's certificate is not trusted, or it does not speak TLS. */
export class TlsError extends ApiError {
  constructor(encounter: Encounter) {
    super(
      `No secure connection to ${encounter.host}: its certificate is not trusted, not for this host or out of date, or it does ` +
        "not speak TLS. Where it is signed by an own authority (a company's proxy, a private installation), set " +
        "NODE_EXTRA_CA_CERTS to the file of that authority's certificate.",
      encounter,
    );
  }
}

/** The proxy does not let the connection through. */
export class ProxyError extends ApiError {
  constructor(encounter: Encounter) {
    super(
      `The proxy does not connect to ${encounter.host}: check HTTPS_PROXY or HTTP_PROXY and the credentials in it, or name ` +
        "the host in NO_PROXY.",
      encounter,
    );
  }
}

/** No complete answer in time. */
export class TimeoutError extends ApiError {
  constructor(encounter: Encounter) {
    super(
      `${encounter.host} did not answer in time: run the update again later, or give operations more time with ` +
        '"pulumi config set ubiops:timeoutSeconds <seconds>".',
      encounter,
    );
  }
}
