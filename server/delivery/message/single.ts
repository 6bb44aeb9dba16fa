import { randomUUID } from 'node:crypto';

import { onOneLine } from '../../content';
import { clock } from '../../lib/clock';
import type { Envelope } from '../transport';
import { bounceAddressOf, readAddress } from './addresses';
import { toBytes, type Signer } from './bytes';
import { dateField, field, mailbox, subjectField } from './header-fields';
import { createFrame } from './mime';
import { endOfBody, quotedPrintable } from './quoted-printable';

/** One e-mail outside a campaign: a test, a confirmation. */
export interface SingleMail {
  from: { name: string; address: string };
  to: string;
  replyTo?: string | null;
  subject: string;
  html: string;
  text: string;
  /** ASCII, on one line. */
  headers?: Record<string, string>;
  /** The transport that its sender is bound to; without one, any. */
  transport?: string | null;
}

/**
 * Composes one e-mail outside a campaign. Its bounces go to the plain bounce address: no ledger row knows it.
 * @throws Error for an address that is none.
 */
export async function composeSingle(
  mail: SingleMail,
  bounceAddress: string | undefined,
  sign: Signer | null,
): Promise<{ envelope: Envelope; bytes: Buffer }> {
  const from = readAddress(mail.from.address);
  const to = readAddress(mail.to).address;
  const frame = createFrame([]);
  const head = [
    field('Message-ID', `<mc.${randomUUID()}@${from.domain}>`),
    dateField(clock.now()),
    field('From', mailbox(onOneLine(mail.from.name), from.address)),
    field('To', to),
    mail.replyTo ? field('Reply-To', readAddress(mail.replyTo).address) : '',
    subjectField(onOneLine(mail.subject)),
    ...Object.entries(mail.headers ?? {}).map(([name, value]) => field(name, onOneLine(value))),
    frame.headers,
    '\r\n',
  ].join('');
  const encoded = (text: string) => endOfBody([quotedPrintable(text.replace(/\r\n?/g, '\n'))]);
  const body = [
    frame.beforeText,
    ...encoded(mail.text),
    frame.beforeHtml,
    ...encoded(mail.html),
    frame.afterHtml,
  ];
  return {
    envelope: { from: bounceAddressOf(bounceAddress, from), to },
    bytes: await toBytes(head, body, sign),
  };
}
