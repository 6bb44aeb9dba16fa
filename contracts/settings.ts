import type { Instant, Language, One } from './common';

export interface Sender {
  id: number;
  fromName: string;
  fromAddress: string;
  replyTo: string | null;
  /** The configured SMTP server that its e-mails leave by (`TransportInfo.name`); null: all of them by weight. */
  transport: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}
/**
 * `POST /senders` (201), `PUT /senders/:id` — settings.manage. Freemail domains are refused (`sender-freemail`), and
 * transports that are not configured (`transport-unknown`).
 */
export interface SenderInput {
  fromName: string;
  fromAddress: string;
  replyTo?: string | null;
  /** Stays as it is when left out. */
  transport?: string | null;
}
/** `GET /senders` — campaigns.read or settings.read (all, no paging). `DELETE /senders/:id` — settings.manage */
export type SendersResponse = One<Sender[]>;
export type SenderResponse = One<Sender>;

export interface Institution {
  name: string;
  /** Postal address, shown at the foot of each e-mail (CAN-SPAM, Ley 1581). */
  postalAddress: string;
  websiteUrl: string | null;
  /** `#rrggbb`, used on public pages, in reports and in e-mails of the system. */
  color: string;
  language: Language;
  timeZone: string;
}

export interface Settings {
  institution: Institution;
  /** From the configuration, as is `publicUrl`; read-only here. */
  queue: { driver: 'embedded' | 'bull' };
  publicUrl: string;
  /** Whether campaigns can be public (`archive.enabled`); read-only here. */
  archive: boolean;
}
/** `GET /settings` — settings.read or campaigns.read; `PUT /settings` (body: Institution) — settings.manage */
export type SettingsResponse = One<Settings>;
