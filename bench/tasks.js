/** What the bench asks of a sending process, besides what everybody does. */
const fs = require('fs');
const inspector = require('inspector');

const tasks = require('../tests/support/sending-tasks');

const ledger = (strapi) => strapi.plugin('mail-campaigns').service('ledger');
const DELIVERIES = 'mail_campaigns_deliveries';

/** Statistics as a database has them that was not filled a second ago. */
const analyze = (strapi) => strapi.db.connection.raw('analyze').then(() => undefined);

const content = (strapi, campaignId) => ledger(strapi).content(campaignId);

/** When the first and the last e-mail of a campaign was accepted, in milliseconds. */
async function acceptedBetween(strapi, campaignId) {
  const [{ first, last }] = await strapi.db
    .connection(DELIVERIES)
    .where({ campaign_id: campaignId })
    .min({ first: 'accepted_at' })
    .max({ last: 'accepted_at' });
  return [new Date(first).getTime(), new Date(last).getTime()];
}

let sampler;
let peak = 0;

/** Looks at the resident memory ten times a second from now on. */
function watchMemory() {
  peak = 0;
  clearInterval(sampler);
  sampler = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 100);
}
/** @returns the most bytes since `watchMemory` */
const peakMemory = () => peak;

let session;

function startProfile() {
  session = new inspector.Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.start');
}

const stopProfile = (_strapi, file) =>
  new Promise((resolve, reject) => {
    session.post('Profiler.stop', (error, { profile }) => {
      session.disconnect();
      if (error) return reject(error);
      fs.writeFileSync(file, JSON.stringify(profile));
      return resolve(file);
    });
  });

/** Freezes a list as the start of a campaign does. @returns seconds, the commit included */
async function freeze(strapi, { campaignId, listId }) {
  const frozen = {
    subject: 'x',
    preheader: '',
    html: 'x',
    text: 'x',
    fromName: 'x',
    fromAddress: 'x@example.org',
    replyTo: null,
    options: { viewInBrowser: true, unsubscribeLink: true, trackOpens: true, trackClicks: true },
    links: [],
  };
  const start = performance.now();
  await strapi.db.transaction(({ trx }) => ledger(strapi).freeze(campaignId, [listId], frozen, trx));
  return (performance.now() - start) / 1000;
}

/** The same rows into a table of the same columns and indexes, by a bare INSERT … SELECT. @returns seconds */
async function bareInsert(strapi) {
  const knex = strapi.db.connection;
  await knex.raw(`create table bare (like ${DELIVERIES} including all)`);
  await knex.raw('checkpoint');
  const start = performance.now();
  await knex.raw(`insert into bare select * from ${DELIVERIES}`);
  const seconds = (performance.now() - start) / 1000;
  await knex.raw('drop table bare');
  return seconds;
}

/** Empties the ledger, so that the next freeze finds it as the first one did. */
async function emptyLedger(strapi) {
  const knex = strapi.db.connection;
  await knex.raw(`truncate ${DELIVERIES}, mail_campaigns_frozen_contents`);
  await knex.raw('checkpoint');
}

const service = (strapi, name) => strapi.plugin('mail-campaigns').service(name);
const query = (strapi, name) => strapi.db.query(`plugin::mail-campaigns.${name}`);

/**
 * Lets visitors in: a public list, and people of each kind whom a stranger might ask about, `<kind><n>@<kind>.example`.
 * @returns port, path of the form, slug of the list, and the signed time of a form opened now
 */
async function openDoor(strapi, { kinds, each }) {
  const list = await query(strapi, 'list').create({
    data: { name: 'Boletín', slug: 'boletin', optIn: 'double', visibility: 'public' },
  });
  const now = new Date();
  for (const kind of kinds.filter((name) => name !== 'unknown')) {
    for (let i = 0; i < each; i += 1) {
      const email = `${kind}${i}@${kind}.example`;
      const { id, emailHash } = await query(strapi, 'contact').create({ data: { email, language: 'es' } });
      if (kind === 'suppressed') {
        await service(strapi, 'consent').suppress([{ addressHash: emailHash, reason: 'complaint' }]);
      } else if (kind !== 'known') {
        await query(strapi, 'subscription').create({
          data: { contactId: id, listId: list.id, status: kind, createdAt: now, updatedAt: now },
        });
      }
    }
  }
  strapi.server.mount();
  await new Promise((resolve) => strapi.server.httpServer.listen(0, '127.0.0.1', resolve));
  const { port } = strapi.server.httpServer.address();
  const path = '/api/mail-campaigns';
  const definition = await fetch(`http://127.0.0.1:${port}${path}/forms/default`);
  const { data } = await definition.json();
  return { port, path: `${path}/subscribe`, list: list.slug, time: data.time };
}

/** Waits until everything is done that follows from what visitors sent. */
const closeDoor = (strapi) => service(strapi, 'pages-background').drain();

module.exports = {
  ...tasks,
  analyze,
  content,
  acceptedBetween,
  watchMemory,
  peakMemory,
  startProfile,
  stopProfile,
  freeze,
  bareInsert,
  emptyLedger,
  openDoor,
  closeDoor,
};
