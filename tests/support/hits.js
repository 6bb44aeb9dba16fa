/** Opens and clicks over many connections at once, for a server that is about to be killed. */
const http = require('http');

const BASE = '/api/mail-campaigns';
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0';

/**
 * Hits a server without a pause until it is gone. Each hit calls itself by a user agent of its own.
 * @param {object} options
 * @param {number} options.port
 * @param {number[]} options.ids rows of the ledger
 * @param {number} options.links
 * @param {{ sign: (purpose: 'open' | 'click', ...parts: number[]) => string }} options.tokens
 * @param {string} options.name nobody else's
 * @param {number} options.connections
 * @param {(answered: number) => void} options.onAnswer hears how many answers have come
 * @returns {Promise<string[]>} the user agents of the hits whose answers came whole, with the status that they should have
 */
async function hitUntilGone({ port, ids, links, tokens, name, connections, onAnswer }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const answered = [];
  let sent = 0;

  const hit = () =>
    new Promise((resolve, reject) => {
      sent += 1;
      const id = ids[(sent * 7) % ids.length];
      const isOpen = sent % 2 === 0;
      const token = isOpen ? tokens.sign('open', id) : tokens.sign('click', id, sent % links);
      const userAgent = `${BROWSER} ${name}-${sent}`;
      const path = `${BASE}/${isOpen ? 'open' : 'click'}/${token}`;
      http
        .get({ port, host: '127.0.0.1', path, agent, headers: { 'User-Agent': userAgent } }, (response) => {
          response.resume();
          response.on('error', reject);
          response.on('end', () => {
            if (!response.complete) return reject(new Error('cut off'));
            if (response.statusCode !== (isOpen ? 200 : 302)) {
              return reject(new Error(`answered ${response.statusCode}`));
            }
            answered.push(userAgent);
            onAnswer(answered.length);
            return resolve(undefined);
          });
        })
        .on('error', reject);
    });
  /** @throws nothing: the end of the server is what it waits for */
  const loop = async () => {
    try {
      for (;;) await hit();
    } catch (error) {
      if (String(error.message).startsWith('answered')) throw error;
    }
  };
  await Promise.all(Array.from({ length: connections }, loop));
  agent.destroy();
  return answered;
}

/**
 * Kills a server under load at a moment that nobody knows, and starts it again.
 * @param {object} options as for `hitUntilGone`, without the port, and:
 * @param {() => Promise<import('./sender').Sender>} options.start starts a process with `reading-tasks.js`
 * @param {import('./sender').Sender} options.server the one to be killed
 * @param {() => number} options.random 0–1
 * @returns {Promise<{ server: import('./sender').Sender, answered: number, missing: string[], twice: string[],
 *   wrong: number[] }>} the new server; answered hits that are not stored; hits that are stored twice; rows of the
 *   ledger whose counters say something else than the events
 */
async function killUnderLoad({ start, server, random, ...load }) {
  const port = await server.run('listen');
  const enough = 50 + Math.floor(random() * 250);
  // Right after an answer, or anywhere between two commits.
  const delay = Math.max(0, random() * 40 - 20);
  const answered = await hitUntilGone({
    ...load,
    port,
    onAnswer(count) {
      if (count !== enough) return;
      if (delay === 0) void server.kill();
      else setTimeout(() => void server.kill(), delay);
    },
  });
  const next = await start();
  const { userAgents, wrong } = await next.run('storedHits');
  const stored = new Set(userAgents);
  const seen = new Set();
  return {
    server: next,
    answered: answered.length,
    missing: answered.filter((userAgent) => !stored.has(userAgent)),
    twice: userAgents.filter((userAgent) => seen.has(userAgent) || !seen.add(userAgent)),
    wrong,
  };
}

module.exports = { killUnderLoad };
