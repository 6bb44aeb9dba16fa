export type Tags = Partial<Record<string, string>>;

/** The tags of a signature or of a key's record (RFC 6376 §3.2), without the white space that may stand among them. */
export const tagsOf = (text: string): Tags =>
  Object.fromEntries(
    text
      .replace(/\s/g, '')
      .split(';')
      .map((tag) => {
        const equals = tag.indexOf('=');
        return [tag.slice(0, equals), tag.slice(equals + 1)];
      }),
  );
