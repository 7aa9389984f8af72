import { redact } from "../../shared/redaction";

/** A name that cannot stand in the path of a request, so that nothing was sent. */
export class UnaddressableNameError extends Error {
  constructor(what: string, name: string) {
    super(
      redact(
        `A ${what} cannot be called ${JSON.stringify(name.toWellFormed())}, since no URL can name it: give it another name.`,
      ),
    );
    this.name = new.target.name;
    this.stack = "";
  }
}
