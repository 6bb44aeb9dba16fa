/**
 * Takes out what the report's font has no glyph for and a campaign name or subject often holds: emoji. They
 * would be printed as empty boxes.
 */
export const printable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/(?![©®™\u0023\u002a0-9])\p{Emoji}\ufe0f?|\p{Emoji_Modifier}|\u200d|\ufe0f|\u20e3/gu, '')
    .replace(/\s+/g, ' ')
    .trim();

/** For a place with room for one line. */
export const shortened = (text: string, length: number): string => {
  const line = printable(text);
  return line.length > length ? `${line.slice(0, length - 1).trimEnd()}…` : line;
};
