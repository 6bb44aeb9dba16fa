/** One complete answer of the server. */
export interface Reply {
  code: number;
  /** Code and words of all its lines on one line, at most 500 characters. */
  text: string;
  /** The words of each line as they came, without the code. */
  lines: string[];
}

const MAX_TEXT = 500;
/** Far above any honest answer (RFC 5321 §4.5.3.1.5 has 512 octets a line); what grows beyond is no answer. */
const MAX_PENDING = 64 * 1024;
/** RFC 5321 §4.2: a code of three digits, then `-` where more lines follow. */
const LINE = /^([2-5]\d\d)(?:([ -])(.*))?$/s;
/** RFC 2034: the status code that well-bred servers repeat on each line. */
const STATUS = /^([245]\.\d{1,3}\.\d{1,3}) /;

/** On one line, without control characters: what may be stored and shown. */
export const oneLine = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex -- a database refuses NUL, a log breaks at the others
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
    .slice(0, MAX_TEXT);

/** Reply text has no charset (RFC 5321 §4.2.1): UTF-8 where it is that, else byte by byte. */
function decode(bytes: string): string {
  // eslint-disable-next-line no-control-regex -- the range is what ASCII means
  if (/^[\x00-\x7f]*$/.test(bytes)) return bytes;
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? bytes : text;
}

/**
 * Reads a stream of bytes as answers. Keeps at most one unfinished answer of bounded size.
 * @param take gets each answer as soon as it is complete.
 * @returns a function that takes the next bytes. @throws Error that says what is wrong with them: garbage, or an
 * answer without an end.
 */
export function createReplyReader(take: (reply: Reply) => void): (chunk: Buffer) => void {
  let rest = '';
  let words: string[] = [];
  let kept = 0;

  const readLine = (line: string): void => {
    const [, code, separator, said = ''] = LINE.exec(line) ?? [];
    if (!code) throw new Error(`The server does not speak SMTP: ${oneLine(decode(line)) || '(empty line)'}`);
    const status = STATUS.exec(words[0] ?? '')?.[0];
    words.push(status && said.startsWith(status) ? said.slice(status.length) : said);
    kept += said.length;
    if (separator === '-') return;
    const text = oneLine(`${code} ${decode(words.join(' '))}`);
    const lines = words;
    words = [];
    kept = 0;
    take({ code: Number(code), text, lines });
  };

  return (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split(/\r?\n/);
    rest = lines.pop() ?? '';
    lines.forEach(readLine);
    if (kept + rest.length > MAX_PENDING) throw new Error('The server answers without an end.');
  };
}
