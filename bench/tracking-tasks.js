/** What the bench asks of a process that answers opens and clicks. */
const v8 = require('v8');
const vm = require('vm');

const reading = require('../tests/support/reading-tasks');
const tasks = require('./tasks');

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

/** A campaign as it stands an hour after it went out to so many. @returns the first and the last id of its rows */
async function readCampaign(strapi, { recipients, links }) {
  const listId = await tasks.makeAudience(strapi, { slug: 'readers', recipients });
  const ids = await reading.sentCampaign(strapi, { campaignId: 1, listId, links });
  // As the database does by itself within minutes of a campaign: statistics, and room in the pages of the ledger.
  await strapi.db.connection.raw('vacuum analyze');
  return [ids[0], ids[ids.length - 1]];
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
  ...reading,
  beforeBootstrap,
  readCampaign,
  sampleMemory,
  memorySamples,
  usedHeap,
};
