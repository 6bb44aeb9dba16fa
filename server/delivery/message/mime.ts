import { buildHeaderValue } from 'nodemailer/lib/mime-funcs';

import { field } from './header-fields';

export interface Attachment {
  filename: string;
  /** `type/subtype` */
  contentType: string;
  content: Buffer;
}

/** What stands around the two texts of a body. */
export interface Frame {
  /** The MIME headers of the message. */
  headers: string;
  beforeText: string;
  beforeHtml: string;
  afterHtml: string;
}

/** `=_` stands in no quoted-printable text and `_` in no base64 (RFC 2045 §6.7): no content can hold a boundary. */
const ALTERNATIVE = '=_mc_alternative';
const MIXED = '=_mc_mixed';

const multipart = (kind: 'alternative' | 'mixed', boundary: string): string =>
  field('Content-Type', `multipart/${kind}; boundary="${boundary}"`);

const partHeaders = (type: string) =>
  `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;

/**
 * `multipart/alternative` of a quoted-printable text and HTML without a line end of their own, the text first
 * (RFC 2046 §5.1.4: the last one is the best); within a `multipart/mixed` where something is attached.
 */
export function createFrame(attachments: readonly Attachment[]): Frame {
  const version = field('MIME-Version', '1.0');
  const alternative = multipart('alternative', ALTERNATIVE);
  const frame = {
    headers: version + alternative,
    beforeText: `--${ALTERNATIVE}\r\n${partHeaders('text/plain')}`,
    beforeHtml: `\r\n--${ALTERNATIVE}\r\n${partHeaders('text/html')}`,
    afterHtml: `\r\n--${ALTERNATIVE}--\r\n`,
  };
  if (attachments.length === 0) return frame;
  return {
    headers: version + multipart('mixed', MIXED),
    beforeText: `--${MIXED}\r\n${alternative}\r\n${frame.beforeText}`,
    beforeHtml: frame.beforeHtml,
    afterHtml: `${frame.afterHtml}${attachments.map(attached).join('')}\r\n--${MIXED}--\r\n`,
  };
}

/** @throws Error for a content type that is none. */
function attached({ filename, contentType, content }: Attachment): string {
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(contentType)) throw new Error(`“${contentType}” is no content type`);
  const lines = content.toString('base64').match(/.{1,76}/g) ?? [];
  return [
    `\r\n--${MIXED}\r\n`,
    field('Content-Type', contentType),
    field('Content-Disposition', buildHeaderValue({ value: 'attachment', params: { filename } })),
    field('Content-Transfer-Encoding', 'base64'),
    `\r\n${lines.join('\r\n')}`,
  ].join('');
}
