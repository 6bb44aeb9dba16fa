/** What the bench asks of a process that answers opens and clicks. */
const v8 = require('v8');
const vm = require('vm');

const tasks = require('./tasks');

const plugin = (strapi, service) => strapi.plugin('mail-campaigns').service(service);
const DELIVERIES = 'mail_campaigns_deliveries';
const EVENTS = 'mail_campaigns_events';

/** What the server can do at most: a public route beside ours that answers and does nothing. */
function beforeBootstrap(strapi) {
  strapi.server.api('content-api').routes([
    {
      method: 'GET',
      path: '/noop/:token',
      handler: (ctx) => {
        ctx.body = 'ok';
      },
      config: { auth: false },
      info: { type: 'content-api' },
    },
  ]);
}

/** Answers requests from now on. @returns the port */
async function listen(strapi) {
  strapi.server.mount();
  const { httpServer } = strapi.server;
  await new Promise((resolve) => {
    httpServer.listen(0, '127.0.0.1', resolve);
  });
  return httpServer.address().port;
}

/** A campaign as it stands an hour after it went out to everybody. @returns the first and the last id of its rows */
async function sentCampaign(strapi, { recipients, links }) {
  const listId = await tasks.makeAudience(strapi, { slug: 'readers', recipients });
  const campaignId = 1;
  const frozen = {
    ...{ subject: 'x', preheader: '', html: 'x', text: 'x', fromName: 'x', fromAddress: 'x@example.org' },
    replyTo: null,
    options: { viewInBrowser: true, unsubscribeLink: true, trackOpens: true, trackClicks: true },
    links: Array.from(
      { length: links },
      (_, n) => `https://example.org/${n}?utm_source=boletin&utm_medium=email`,
    ),
  };
  await strapi.db.transaction(({ trx }) =>
    plugin(strapi, 'ledger').freeze(campaignId, [listId], frozen, trx),
  );
  const knex = strapi.db.connection;
  await knex(DELIVERIES).update({
    status: 'accepted',
    attempts: 1,
    accepted_at: new Date(Date.now() - 3_600_000),
  });
  // As the database does by itself within minutes of a campaign: statistics, and room in the pages of the ledger.
  await knex.raw('vacuum analyze');
  const [{ first, last }] = await knex(DELIVERIES).min({ first: 'id' }).max({ last: 'id' });
  return [Number(first), Number(last)];
}

/** Rows of events so far. */
async function countEvents(strapi) {
  const [{ count }] = await strapi.db.connection(EVENTS).count({ count: '*' });
  return Number(count);
}

let samples = [];

/** Notes the resident memory once a second from now on. */
function sampleMemory() {
  samples = [];
  setInterval(() => samples.push(process.memoryUsage.rss()), 1000).unref();
}
/** @returns the bytes of each second since `sampleMemory` */
const memorySamples = () => samples;

/** Bytes that are in use when all that is not has been collected. */
function usedHeap() {
  v8.setFlagsFromString('--expose-gc');
  vm.runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

module.exports = {
  ...tasks,
  beforeBootstrap,
  listen,
  sentCampaign,
  countEvents,
  sampleMemory,
  memorySamples,
  usedHeap,
};
