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
};
