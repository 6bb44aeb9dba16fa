import type { Instant, One } from './common';

/**
 * Why OAuth 2 leads into no mailbox: the application is not known or its secret is wrong; the grant of the user has
 * ended; the token server wants to be asked otherwise; it does not answer; the mail server does not take its token.
 */
export const ACCESS_TROUBLE_REASONS = [
  'client-refused',
  'grant-refused',
  'request-refused',
  'token-server-away',
  'mailbox-refused',
] as const;
export type AccessTroubleReason = (typeof ACCESS_TROUBLE_REASONS)[number];

/** A configured mailbox that bounces come to. */
export interface MailboxStatus {
  name: string;
  protocol: 'imap' | 'pop3';
  host: string;
  /** Null for POP3. */
  folder: string | null;
  /** Null before the first time. */
  lastReadAt: Instant | null;
  /** Messages ever taken in. */
  taken: number;
  /** Since when it cannot be read, and the server's or network's words for it; null where it can. */
  troubleSince: Instant | null;
  trouble: string | null;
  /** What a person can do about it is known of these. */
  troubleReason: AccessTroubleReason | null;
}

/** `GET /mailboxes` — settings.read or bounces.read */
export type MailboxesResponse = One<{
  mailboxes: MailboxStatus[];
  /** Whether `POST /intake` takes messages. */
  intake: boolean;
  /** Where people may write to unsubscribe; null where that is not offered. */
  unsubscribeAddress: string | null;
}>;
