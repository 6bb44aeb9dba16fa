import { randomUUID } from 'node:crypto';

import { startApp, TEST_SECRET } from '../support/app';
import { makeCampaign, makeList } from '../support/campaign';
import { hasSeveralProcesses, useProcesses } from '../support/processes';
import { waitFor } from '../support/wait-for';

const LIMIT = 10;
const everyone = Array.from({ length: 60 }, (_, i) => `persona${i}@personas.example`).sort();
const redisUrl = process.env.TEST_REDIS_URL;

const processes = useProcesses();
const onServers = redisUrl && hasSeveralProcesses ? test : test.skip;

onServers(
  `two processes send ${everyone.length} e-mails at ${LIMIT} a second together (TEST_REDIS_URL, PostgreSQL or MySQL)`,
  async () => {
    const { sink, database } = processes.parts;
    const config = {
      secret: TEST_SECRET,
      smtp: { ...sink.config, limits: { perSecond: LIMIT } },
      queue: { driver: 'bull', redisUrl, prefix: `test-${randomUUID()}` },
      sending: { tickSeconds: 0.1, groupSize: 20, lotSize: 10 },
    };
    const app = await startApp({ config: { ...config, sending: { tickSeconds: 60 } }, database });
    const admin = await app.admin();
    const { id } = await makeCampaign(admin, [await makeList(app.strapi, 'boletin', everyone)]);
    await app.stop();

    const [first] = await processes.start(2, config);
    const arrivals: number[] = [];
    sink.answer = (_address, stage) => {
      if (stage === 'data') arrivals.push(performance.now() - start);
      return null;
    };
    const start = performance.now();
    await first.run('send', id);
    await waitFor('the campaign to be sent', async () => (await first.run('state', id)).status === 'sent');

    expect(sink.mails.flatMap(({ to }) => to).sort()).toEqual(everyone);
    // At any moment no more has arrived than the seconds that had begun by then allow. An e-mail that takes its time
    // comes later, never earlier: this holds on a slow machine as well.
    for (const [before, at] of arrivals.entries()) {
      expect(before + 1).toBeLessThanOrEqual(LIMIT * (Math.floor(at / 1000) + 1));
    }
    const rows: { worker_id: string }[] = await first.run('ledgerRows', id);
    expect(new Set(rows.map(({ worker_id }) => worker_id)).size).toBe(2);
  },
  180_000,
);
