import { startInbox } from './inbox.mjs';
import { startSmtp } from './smtp.mjs';
import { openStore } from './store.mjs';

export { REFUSALS } from './refusals.mjs';

/** A mail server that keeps every e-mail, and a page to read them. Both only on this machine. */
export async function startCatcher({ folder, smtpPort, inboxPort }) {
  const store = openStore(folder);
  const smtp = await startSmtp({ port: smtpPort, store });
  const inbox = await startInbox({ port: inboxPort, store, smtpPort });
  return {
    store,
    async stop() {
      await inbox.stop();
      await smtp.stop();
      await store.close();
    },
  };
}
