/**
 * The client of the tracking rows, in a process of its own. Hears `{ port, kind, ids, links, secret, connections,
 * seconds }`, answers `{ rate, p50, p99, answered, refused }`: answers a second, milliseconds, and how many came and
 * how many were not what they should be. `kind` is `noop`, `open` or `click`.
 *
 * Most requests are of another recipient each; one in five is of somebody who was there just before. Half of the opens
 * come through a provider's proxy.
 */
import { createRequire } from 'node:module';

import autocannon from 'autocannon';

const require = createRequire(import.meta.url);
require('../tests/support/typescript');
const { createTokens } = require('../server/lib/tokens.ts');

const BASE = '/api/mail-campaigns';
const AGENTS = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
];
const BROWSERS = AGENTS.filter((agent) => !agent.includes('GoogleImageProxy'));
/** A prime larger than any audience: walks through all of them in an order that nobody has stored. */
const STRIDE = 1_000_003;
const REPEATED = 5;

/** @returns a function that gives the path and user agent of the next request */
function walker({ kind, ids: [first, last], links, secret }) {
  const tokens = createTokens([secret]);
  const people = last - first + 1;
  // Each run begins elsewhere.
  let at = Math.floor(Math.random() * people);
  let count = 0;
  return () => {
    count += 1;
    if (count % REPEATED !== 0) at = (at + STRIDE) % people;
    const id = first + at;
    const place = count % links;
    if (kind === 'open') {
      return [`${BASE}/open/${tokens.sign('open', id)}`, AGENTS[count % AGENTS.length]];
    }
    const path = kind === 'noop' ? '/api/noop' : `${BASE}/click`;
    return [`${path}/${tokens.sign('click', id, place)}`, BROWSERS[count % BROWSERS.length]];
  };
}

process.once('message', async ({ port, connections, seconds, ...walk }) => {
  const next = walker(walk);
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: seconds,
    requests: [
      {
        setupRequest(request) {
          const [path, agent] = next();
          return { ...request, path, headers: { ...request.headers, 'User-Agent': agent } };
        },
      },
    ],
  });
  const wanted = result[walk.kind === 'click' ? '3xx' : '2xx'];
  process.send({
    rate: wanted / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    answered: wanted,
    refused: result.requests.total - wanted + result.errors,
  });
  process.disconnect();
});
