import type { PluginConfig } from '../../config';

export type MailboxOptions = PluginConfig['mailboxes'][number];

/** A message as the mailbox gave it. */
export interface FoundMessage {
  /** What the mailbox calls it, for as long as it holds it. */
  id: string;
  /** At most `mailboxes[].maxMegabytes` of it. */
  raw: Buffer;
}

/**
 * What becomes of a message that was taken in. `done`: moved to the folder for it, or deleted where there are no
 * folders. `poison`: moved to its folder, or left alone. `left`: it is none of ours and stays where a person finds it.
 */
export type Fate = 'done' | 'poison' | 'left';

/** Takes a message in. The mailbox is told what became of it only after this has resolved: what a crash interrupts comes again. */
export type TakeIn = (message: FoundMessage) => Promise<Fate>;

/** What a mailbox that cannot flag its messages has to be told: the ids of those that stay in it. */
export interface Memory {
  known(): Promise<ReadonlySet<string>>;
  keep(ids: readonly string[]): Promise<void>;
}

/** The server takes neither this user nor what was shown for them. */
export class SignInRefused extends Error {}

/** One way of reading a mailbox; the same suite holds for all (tests/integration/mailbox-readers.test.ts). */
export interface MailboxReader {
  /**
   * Takes in what is there, one message after another, the oldest first, then waits for more.
   * @param onRead told after each pass, with the number of messages taken in.
   * @returns when `signal` is aborted; the message in hand is finished first.
   * @throws Error where the mailbox cannot be reached or breaks off.
   */
  watch(takeIn: TakeIn, onRead: (count: number) => Promise<void>, signal: AbortSignal): Promise<void>;
}
