/** What the server said at EHLO that it can do (RFC 5321 §4.1.1.1). */
export interface Extensions {
  /** RFC 2920: several commands in one write. */
  pipelining: boolean;
  /** RFC 1870: wants to know the size beforehand. */
  size: boolean;
  /** RFC 6152: takes bytes above 127 in the message. */
  eightBitMime: boolean;
  /** RFC 6531: takes addresses beyond ASCII. */
  smtpUtf8: boolean;
  /** RFC 3461: says in its own bounce messages what we ask it to. */
  dsn: boolean;
}

/** @param lines of the answer to EHLO; none for a server that knows only HELO. */
export function readExtensions(lines: readonly string[]): Extensions {
  const keywords = new Set(lines.map((line) => line.trim().split(/\s/)[0]?.toUpperCase()));
  return {
    pipelining: keywords.has('PIPELINING'),
    size: keywords.has('SIZE'),
    eightBitMime: keywords.has('8BITMIME'),
    smtpUtf8: keywords.has('SMTPUTF8'),
    dsn: keywords.has('DSN'),
  };
}
