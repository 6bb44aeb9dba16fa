/** How long it takes to write a row for everybody. */
import { startSystem } from '../system.mjs';

const CONTACTS = 1_000_000;

/** Twice in turn; the best of each counts. */
async function measure(bench) {
  const recipients = bench.scale(CONTACTS);
  const system = await startSystem({ database: bench.postgres, port: bench.sink.port });
  const listId = await system.run('makeAudience', { slug: 'million', recipients });
  await system.run('analyze');
  const seconds = { freeze: [], bare: [] };
  for (const campaignId of [1, 2]) {
    await system.run('emptyLedger');
    seconds.freeze.push(await system.run('freeze', { campaignId, listId }));
    seconds.bare.push(await system.run('bareInsert'));
  }
  await system.stop();
  return {
    value: Math.min(...seconds.freeze),
    baseline: Math.min(...seconds.bare),
    unit: 's',
    note: `${recipients} contacts, commit included`,
  };
}

export const freeze = [
  {
    id: 'freeze.million',
    title: 'freeze of 1,000,000 contacts',
    beside: 'a bare INSERT … SELECT of as many rows, same indexes',
    needs: ['postgres'],
    atMost: true,
    required: 2,
    measure,
  },
];
