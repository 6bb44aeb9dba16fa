/** What a message's bytes must keep to on the wire, whoever composed them. */

const BASE64 = /^[A-Za-z0-9+/]{0,76}={0,2}$/;
/** Characters of quoted-printable, `=` only before two digits or at the end of a line. */
const QUOTED_PRINTABLE = /^(?:[ -<>-~]|=[0-9A-F]{2})*=?$/;
const ENCODED_WORD = /=\?UTF-8\?[BQ]\?[!->@-~]+\?=/g;
const ONCE = ['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type'];
const BULK_ONCE = [
  'List-Id',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'Precedence',
  'X-Auto-Response-Suppress',
  'Feedback-ID',
];

interface Rules {
  /** Domain of the From address. */
  domain: string;
  /** A campaign's e-mail: what bulk mail must carry is asked for too. */
  bulk: boolean;
}

/** Everything that is wrong with a message, in words; empty where nothing is. */
export function wireViolations(raw: Buffer, { domain, bulk }: Rules): string[] {
  const text = raw.toString('latin1');
  const [head = ''] = text.split('\r\n\r\n', 1);
  const headers = head.replace(/\r\n(?=[ \t])/g, '').split('\r\n');
  const all = (name: string) =>
    headers.flatMap((line) => (line.startsWith(`${name}: `) ? [line.slice(name.length + 2)] : []));
  const wrong: string[] = [];
  const must = (holds: boolean, rule: string) => {
    if (!holds) wrong.push(rule);
  };

  must(!/\r(?!\n)|(?<!\r)\n/.test(text), 'bare CR or LF (RFC 5321 §2.3.8)');
  must(!text.includes('\0'), 'NUL (RFC 5321 §2.3.1)');
  must(
    text.split('\r\n').every(({ length }) => length <= 998),
    'line over 998 (RFC 5322 §2.1.1)',
  );
  must(text.endsWith('\r\n'), 'no line end at the end');
  for (const line of head.split('\r\n')) {
    must(/^[!-9;-~]+: ?|^[ \t]+\S/.test(line), `no header: ${line}`);
    must(line.length <= 78 || !/\S [^ ]/.test(line.replace(/^\S+: /, '')), `not folded: ${line}`);
  }
  for (const name of [...ONCE, ...(bulk ? BULK_ONCE : [])]) must(all(name).length === 1, `${name} not once`);
  must(!/^bcc:/im.test(head), 'Bcc');
  for (const [word] of head.matchAll(ENCODED_WORD)) must(word.length <= 75, `encoded word of ${word.length}`);
  // Only an address may be anything but ASCII, and only in UTF-8 (RFC 6532).
  must(/^[\0-\x7f]*$/.test(head.replace(/^(To|From|Reply-To): .*$/gm, '')), 'header not ASCII');
  must(/^[\0-\x7f]*$/.test(text.slice(head.length)), 'body not ASCII');
  must(!/@[^\s<>]*[\x80-\xff]/.test(head), 'domain not in punycode (RFC 5890)');
  must(
    new RegExp(`^<[!-;=?-~]+@${domain}>$`).test(all('Message-ID')[0] ?? ''),
    'Message-ID not of our domain',
  );
  must(/ \+0000$/.test(all('Date')[0] ?? '') && !Number.isNaN(Date.parse(all('Date')[0] ?? '')), 'no Date');
  return [...wrong, ...mimeViolations(text), ...(bulk ? bulkViolations(all) : [])];
}

/** RFC 8058, 2369, 2919, 3834; Gmail's Feedback-ID. */
function bulkViolations(all: (name: string) => string[]): string[] {
  const rules: [name: string, pattern: RegExp][] = [
    ['List-Unsubscribe-Post', /^List-Unsubscribe=One-Click$/],
    ['List-Unsubscribe', /^<https?:\/\/[!-;=?A-~]+>(?:, <mailto:[!-;=?-~]+>)?$/],
    ['List-Id', /^(?:\S.*)<[a-z0-9-]+\.[a-z0-9.-]+>$/],
    ['Precedence', /^bulk$/],
    ['X-Auto-Response-Suppress', /^OOF, AutoReply$/],
    ['Feedback-ID', /^\d+:\d+:campaign:[a-z]{5,15}$/],
  ];
  return rules.flatMap(([name, pattern]) =>
    pattern.test(all(name)[0] ?? '') ? [] : [`${name}: ${all(name)[0]}`],
  );
}

/** RFC 2045 and 2046: the parts, their encodings, the text before the HTML, neither empty. */
function mimeViolations(text: string): string[] {
  const wrong: string[] = [];
  const types: string[] = [];
  const boundaries = [...text.matchAll(/boundary="([^"]+)"/g)].map(([, boundary]) => boundary ?? '');
  const lines = text.split('\r\n');
  for (const boundary of boundaries) {
    if (!lines.includes(`--${boundary}--`)) wrong.push(`${boundary} is not closed`);
  }
  const isDelimiter = (line: string) =>
    boundaries.some((one) => line === `--${one}` || line === `--${one}--`);
  for (let at = 0; at < lines.length; at += 1) {
    if (!isDelimiter(lines[at] ?? '')) continue;
    const blank = lines.indexOf('', at);
    const head = lines.slice(at + 1, blank).join('\r\n');
    const type = /^Content-Type: ([\w.+/-]+)/m.exec(head)?.[1];
    if (!type || type.startsWith('multipart/')) continue;
    const next = lines.findIndex((line, index) => index > blank && isDelimiter(line));
    const body = lines.slice(blank + 1, next);
    const encoding = /^Content-Transfer-Encoding: (\S+)$/m.exec(head)?.[1];
    types.push(type);
    if (types.length <= 2) {
      if (!head.includes('charset=utf-8')) wrong.push(`${type} without its charset`);
      if (body.join('').trim() === '') wrong.push(`${type} is empty`);
    }
    wrong.push(...encodingViolations(encoding, body));
  }
  if (types[0] !== 'text/plain' || types[1] !== 'text/html') wrong.push(`parts are ${types.join(', ')}`);
  return wrong;
}

function encodingViolations(encoding: string | undefined, body: string[]): string[] {
  if (encoding === 'base64') return body.every((line) => BASE64.test(line)) ? [] : ['no base64'];
  if (encoding !== 'quoted-printable') return [`transfer encoding ${encoding}`];
  return body.flatMap((line) => {
    if (!QUOTED_PRINTABLE.test(line)) return [`no quoted-printable: ${line}`];
    if (line.length > 76) return [`quoted-printable line of ${line.length}`];
    return /[ \t]$|^\.|^From /.test(line) ? [`line that a relay may change: ${line}`] : [];
  });
}
