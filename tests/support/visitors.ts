import { simpleParser } from 'mailparser';

import { subscriptionsOf } from '../../server/contacts';
import { backgroundOf } from '../../server/pages/background';
import { startApp, type AdminClient, type TestApp } from './app';
import { formTime } from './forms';
import { makeInstitution } from './institution';
import { PUBLIC } from './recipient';
import { startScriptedSmtp, type ScriptedSmtp } from './scripted-smtp';
import { listen, type Wire } from './wire';

/** An institution with a form on the internet, behind one proxy, and a relay that does as it is told. */
export interface Site {
  app: TestApp;
  smtp: ScriptedSmtp;
  admin: AdminClient;
  wire: Wire;
  listId: number;
  /** The relay behaves as usual again, and has seen nothing. */
  forgetMails(): void;
  stop(): Promise<void>;
}

export async function openSite(): Promise<Site> {
  const smtp = await startScriptedSmtp();
  const app = await startApp({
    config: { smtp: { host: '127.0.0.1', port: smtp.port, secure: false } },
    proxy: { koa: true, maxIpsCount: 1 },
  });
  const wire = await listen(app);
  const admin = await app.admin();
  const { listId } = await makeInstitution(admin);
  return {
    ...{ app, smtp, admin, wire, listId },
    forgetMails() {
      smtp.mails.length = 0;
      smtp.heard.length = 0;
      smtp.script = () => undefined;
    },
    async stop() {
      await app.stop();
      await smtp.stop();
    },
  };
}

/** What the tests of strangers at the form do again and again. */
export function visitorTools(site: () => Site) {
  let visitors = 0;
  /** An address that nobody came from yet, as the proxy appends it to what the visitor wrote. */
  const someAddress = (): string => {
    visitors += 1;
    return `198.51.${Math.floor(visitors / 250)}.${(visitors % 250) + 1}`;
  };
  const mailsTo = (email: string) => site().smtp.mails.filter(({ rcpt }) => rcpt.includes(`<${email}>`));

  return {
    someAddress,
    mailsTo,
    async ask(fields: { email: string; time?: string; language?: string }, from = someAddress()) {
      const time = fields.time ?? (await formTime(site().app));
      return site().wire.send(`${PUBLIC}/subscribe`, {
        method: 'POST',
        body: JSON.stringify({ lists: ['boletin'], ...fields, time }),
        headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': from },
      });
    },
    /** Resolves when what answers left to do is done. */
    settled: () => backgroundOf(site().app.strapi).drain(),
    async confirmPath(email: string): Promise<string> {
      const { text = '' } = await simpleParser(mailsTo(email).at(-1)?.raw ?? '');
      return `${PUBLIC}/confirm/${/confirm\/(\S+)/.exec(text)?.[1] ?? ''}`;
    },
    async statusOf(email: string): Promise<string | undefined> {
      const { strapi } = site().app;
      const contact = await strapi.db.query('plugin::mail-campaigns.contact').findOne({ where: { email } });
      const standing = contact && (await subscriptionsOf(strapi).standing(contact.id));
      return standing?.subscriptions[0]?.status;
    },
  };
}
