/** A body that says ISO-2022-JP by its bytes only (JIS X 0208 escape), as Japanese mobile carriers send it. */
// eslint-disable-next-line no-control-regex -- ESC is what announces it
const JIS_ESCAPE = /\u001b\$[@B]/;

const decoders = new Map<string, TextDecoder | null>();

/** Names that old mailers write, beside those that the Encoding Standard knows. */
const ALIASES: Record<string, string> = {
  'cp-850': 'windows-1252',
  cp850: 'windows-1252',
  'iso-8859-8-e': 'iso-8859-8',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  'x-gbk': 'gbk',
  utf8mb4: 'utf-8',
};

function decoderOf(label: string): TextDecoder | null {
  const known = decoders.get(label);
  if (known !== undefined) return known;
  let decoder: TextDecoder | null = null;
  try {
    decoder = new TextDecoder(ALIASES[label] ?? label);
  } catch {
    // a charset that nobody knows: the bytes tell
  }
  // Labels come from strangers: the cache must not grow with them.
  if (decoders.size < 100) decoders.set(label, decoder);
  return decoder;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin = new TextDecoder('windows-1252');

/** Without a charset that says it: UTF-8 where it is valid, else Western. */
function guess(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return latin.decode(bytes);
  }
}

/**
 * Text of octets in a charset that may be missing, unknown or wrong.
 * @param octets one character per octet (latin1).
 */
export function decodeText(octets: string, charset: string | undefined): string {
  if (JIS_ESCAPE.test(octets))
    return decoderOf('iso-2022-jp')?.decode(Buffer.from(octets, 'latin1')) ?? octets;
  // eslint-disable-next-line no-control-regex -- whatever is ASCII reads the same in all charsets that mail uses
  if (!/[^\x00-\x7f]/.test(octets)) return octets;
  const bytes = Buffer.from(octets, 'latin1');
  const label = (charset ?? '').trim().toLowerCase();
  if (label === '' || label === 'us-ascii' || label === 'ascii' || label === 'utf-8' || label === 'utf8')
    return guess(bytes);
  const decoder = decoderOf(label);
  return decoder ? decoder.decode(bytes) : guess(bytes);
}
