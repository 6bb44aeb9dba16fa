import type { Instant, Language, One } from './common';

export interface Sender {
  id: number;
  fromName: string;
  fromAddress: string;
  replyTo: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}
/** `POST /senders` (201), `PUT /senders/:id` — settings.manage. Freemail domains are refused (`sender-freemail`). */
export interface SenderInput {
  fromName: string;
  fromAddress: string;
  replyTo?: string | null;
}
/** `GET /senders` — campaigns.read or settings.read (all, no paging). `DELETE /senders/:id` — settings.manage */
export type SendersResponse = One<Sender[]>;
export type SenderResponse = One<Sender>;

export interface Institution {
  name: string;
  /** Postal address, shown at the foot of each e-mail (CAN-SPAM, Ley 1581). */
  postalAddress: string;
  websiteUrl: string | null;
  logoUrl: string | null;
  /** `#rrggbb`, used on public pages. */
  color: string;
  language: Language;
  timeZone: string;
}

export interface Settings {
  institution: Institution;
  /** From the configuration; read-only here, secrets masked. */
  transport: {
    host: string;
    port: number;
    secure: boolean;
    user: string | null;
    password: '••••' | null;
  } | null;
  queue: { driver: 'embedded' | 'bull' };
  publicUrl: string;
}
/** `GET /settings` — settings.read or campaigns.read; `PUT /settings` (body: Institution) — settings.manage */
export type SettingsResponse = One<Settings>;

/** `POST /settings/verify-transport` — settings.manage: connects, says the server's own words. */
export type VerifyTransportResponse = One<{ ok: boolean; reply: string }>;
