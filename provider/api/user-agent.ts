// A `require` that bundlers replace by the file's content; an `import` would have to lie below the compiler's root folder.
declare const require: (file: "../../package.json") => { readonly version: string };

/** How requests name their sender: `pulumi-ubiops/<version>`. */
export const userAgent = (): string => `pulumi-ubiops/${require("../../package.json").version}`;
