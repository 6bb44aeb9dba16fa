/** What a process that answers opens and clicks can be asked. */
const tasks = require('./sending-tasks');

const DELIVERIES = 'mail_campaigns_deliveries';
const EVENTS = 'mail_campaigns_events';

/** Answers requests from now on. @returns the port */
async function listen(strapi) {
  strapi.server.mount();
  const { httpServer } = strapi.server;
  await new Promise((resolve) => {
    httpServer.listen(0, '127.0.0.1', resolve);
  });
  return httpServer.address().port;
}

/**
 * A campaign as it stands an hour after it went out to everybody on a list.
 * @returns the ids of its rows, in order
 */
async function sentCampaign(strapi, { campaignId, listId, links }) {
  const frozen = {
    ...{ subject: 'x', preheader: '', html: 'x', text: 'x', fromName: 'x', fromAddress: 'x@example.org' },
    replyTo: null,
    options: { viewInBrowser: true, unsubscribeLink: true, trackOpens: true, trackClicks: true },
    links: Array.from(
      { length: links },
      (_, n) => `https://example.org/${n}?utm_source=boletin&utm_medium=email`,
    ),
  };
  const ledger = strapi.plugin('mail-campaigns').service('ledger');
  await strapi.db.transaction(({ trx }) => ledger.freeze(campaignId, [listId], frozen, trx));
  const rows = () => strapi.db.connection(DELIVERIES).where({ campaign_id: campaignId });
  await rows().update({ status: 'accepted', attempts: 1, accepted_at: new Date(Date.now() - 3_600_000) });
  return rows().orderBy('id').pluck('id');
}

/** Rows of events so far. */
async function countEvents(strapi) {
  const [{ count }] = await strapi.db.connection(EVENTS).count({ count: '*' });
  return Number(count);
}

/** The user agent of each stored event, and rows of the ledger whose counters say something else than the events. */
async function storedHits(strapi) {
  const events = await strapi.db.connection(EVENTS).select('delivery_id', 'user_agent');
  const byDelivery = new Map();
  for (const { delivery_id: id } of events) byDelivery.set(id, (byDelivery.get(id) ?? 0) + 1);
  const rows = await strapi.db.connection(DELIVERIES).select('*');
  const wrong = rows.filter((row) => {
    const counted = row.open_count + row.click_count + row.machine_open_count + row.machine_click_count;
    return counted + row.privacy_open_count !== (byDelivery.get(row.id) ?? 0);
  });
  return { userAgents: events.map((event) => event.user_agent), wrong: wrong.map(({ id }) => id) };
}

module.exports = { ...tasks, listen, sentCampaign, countEvents, storedHits };
