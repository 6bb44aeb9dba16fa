import type { Access } from './access/access';
import type { MailboxOptions, MailboxReader, Memory, TakeIn } from './mailbox';
import { pause } from './pause';
import { Pop3Session } from './pop3-session';

const MEGABYTE = 1024 * 1024;

/**
 * A mailbox by POP3, which has no folders: what is done is deleted, what is not stays, and its unique id is remembered.
 * Deleting takes effect at the end of a session only, so each message is taken in before anything is deleted.
 */
export function createPop3Reader(options: MailboxOptions, access: Access, memory: Memory): MailboxReader {
  const pass = async (takeIn: TakeIn, signal: AbortSignal): Promise<number> => {
    const session = await access.enter((credentials) => Pop3Session.open(options, credentials));
    try {
      const known = await memory.known();
      const messages = await session.list();
      const staying = messages.filter(({ id }) => known.has(id)).map(({ id }) => id);
      let count = 0;
      for (const { number, id } of messages) {
        if (known.has(id)) continue;
        if (signal.aborted) break;
        const raw = await session.read(number, options.maxMegabytes * MEGABYTE);
        const fate = await takeIn({ id, raw });
        if (fate === 'done') await session.delete(number);
        else staying.push(id);
        count += 1;
      }
      await memory.keep(staying);
      await session.quit();
      return count;
    } finally {
      session.close();
    }
  };

  return {
    async watch(takeIn, onRead, signal) {
      while (!signal.aborted) {
        await onRead(await pass(takeIn, signal));
        await pause(options.pollSeconds * 1000, signal);
      }
    },
  };
}
