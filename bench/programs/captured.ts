/** The compiled provider's modules, their code by path: the bench writes them in place of this. */
export const modules: Readonly<Record<string, string>> = {};
