/** The package of the plugin. */
export const PACKAGE = "ubiops";

/** How the engine names a type or a function of the plugin: these names are a promise to every existing stack. */
export const tokenOf = (name: string): string => `${PACKAGE}:index:${name}`;
