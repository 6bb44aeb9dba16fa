import { randomUUID } from 'node:crypto';

import MailComposer from 'nodemailer/lib/mail-composer';

import { clock } from '../../lib/clock';
import type { Envelope } from '../transport';
import { domainOf } from './message';

/** One e-mail outside a campaign: a test, a confirmation. */
export interface SingleMail {
  from: { name: string; address: string };
  to: string;
  replyTo?: string | null;
  subject: string;
  html: string;
  text: string;
  headers?: Record<string, string>;
}

/** Composes one e-mail outside a campaign. Its bounces go to the plain bounce address: no ledger row knows it. */
export async function composeSingle(
  mail: SingleMail,
  bounceAddress: string | undefined,
): Promise<{ envelope: Envelope; bytes: Buffer }> {
  const domain = domainOf(mail.from.address);
  const composer = new MailComposer({
    messageId: `<mc.${randomUUID()}@${domain}>`,
    date: clock.now(),
    from: mail.from,
    to: { name: '', address: mail.to },
    replyTo: mail.replyTo ?? undefined,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    textEncoding: 'quoted-printable',
    headers: mail.headers,
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  });
  return {
    envelope: { from: bounceAddress ?? `bounce@${domain}`, to: mail.to },
    bytes: await composer.compile().build(),
  };
}
