/** Text as services keep it: without its outer blanks, and with one character for a line's end. */
export const plainText = (text: string): string => text.replace(/\r\n?/g, "\n").trim();
