import type { Instant, One } from './common';

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
}

/** `GET /mailboxes` — settings.read or bounces.read */
export type MailboxesResponse = One<{
  mailboxes: MailboxStatus[];
  /** Whether `POST /intake` takes messages. */
  intake: boolean;
  /** Where people may write to unsubscribe; null where that is not offered. */
  unsubscribeAddress: string | null;
}>;
