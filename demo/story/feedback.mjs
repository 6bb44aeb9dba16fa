import { createHmac } from 'node:crypto';

import { Refusal } from '../../scripts/lib/terminal.mjs';

/**
 * What comes back later of a campaign, in the order of its e-mails. The last event names an e-mail that nobody sent:
 * it is kept, and changes nothing.
 */
const LATER = [
  { type: 'complaint' },
  { type: 'complaint' },
  { type: 'complaint' },
  { type: 'bounce', status: '5.1.1', reply: '550 5.1.1 La cuenta de correo no existe' },
  {
    type: 'bounce',
    status: '5.1.10',
    reply: '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found',
  },
  { type: 'bounce', status: '4.2.2', reply: '452 4.2.2 Mailbox full' },
  { type: 'bounce', status: '5.7.1', reply: '550 5.7.1 Message rejected due to content restrictions' },
  { type: 'delayed', status: '4.4.1', reply: '451 4.4.1 No answer from host' },
  { type: 'bounce', status: '5.1.1', reply: '550 5.1.1 User unknown', foreign: true },
];

/**
 * Tells the plugin, by its signed webhook, what mail servers and people say later of a campaign that is out.
 * @param before the number of the last e-mail before the campaign.
 */
export async function comeBack({ strapi, client, catcher }, before) {
  const { secret } = strapi.config.get('plugin::mail-campaigns.webhooks.generic');
  const { rows } = catcher.store.list({ after: before, pageSize: 100_000 });
  const step = Math.floor(rows.length / LATER.length);
  const events = await Promise.all(
    LATER.map(async ({ foreign, ...event }, n) => {
      const mail = rows[n * step];
      const { messageId } = await catcher.store.parsed(mail.id);
      return {
        ...event,
        id: `demo-${mail.id}`,
        at: new Date().toISOString(),
        messageId: foreign ? '<another.system@example.org>' : messageId,
        recipient: mail.to[0],
      };
    }),
  );
  const body = JSON.stringify(events);
  const time = Math.floor(Date.now() / 1000);
  const response = await fetch(`${client.origin}/api/mail-campaigns/webhooks/generic`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-mail-campaigns-timestamp': String(time),
      'x-mail-campaigns-signature': createHmac('sha256', secret).update(`${time}.${body}`).digest('hex'),
    },
    body,
  });
  if (!response.ok) throw new Refusal(`What came back was not taken: ${response.status}.`);
}
