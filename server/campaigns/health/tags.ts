export type Tags = Partial<Record<string, string>>;

/** The tags of a record such as `v=DMARC1; p=none` (RFC 6376 §3.2, which others borrow), names in lower case. */
export const tagsOf = (text: string): Tags =>
  Object.fromEntries(
    text
      .split(';')
      .map((tag) => /^\s*([a-z0-9_]+)\s*=\s*(.*?)\s*$/i.exec(tag))
      .flatMap((tag) => (tag ? [[(tag[1] ?? '').toLowerCase(), tag[2] ?? '']] : [])),
  );
