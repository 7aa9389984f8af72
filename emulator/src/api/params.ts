/** What paths name, decoded. */

export interface InProject {
  readonly project: string;
}

export interface AtName extends InProject {
  readonly name: string;
}
