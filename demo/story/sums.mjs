import { bold, green, red, say } from '../../scripts/lib/terminal.mjs';

const AFTER_FREEZE = ['pending', 'in_flight', 'deferred', 'accepted', 'rejected', 'uncertain', 'cancelled'];

/** Campaigns that have a ledger, the newest first. */
export async function campaignSums(client) {
  const campaigns = await client.all('/campaigns?sort=createdAt:desc');
  return campaigns
    .filter(({ ledger }) => ledger)
    .map(({ id, name, status, ledger }) => ({ id, name, status, ...ledger }))
    .sort((a, b) => b.id - a.id);
}

/** Candidates = excluded + recipients; recipients = the sum of the other seven. */
export const addsUp = ({ candidates, recipients, byStatus }) =>
  candidates === byStatus.excluded + recipients &&
  recipients === AFTER_FREEZE.reduce((sum, status) => sum + byStatus[status], 0);

/** Prints the ledger of each campaign and whether it adds up. */
export function showSums(sums) {
  if (!sums.length) return;
  say(bold('The ledgers'));
  for (const sum of sums) {
    const parts = AFTER_FREEZE.filter((status) => sum.byStatus[status] > 0).map(
      (status) => `${sum.byStatus[status]} ${status.replace('_', ' ')}`,
    );
    const verdict = addsUp(sum) ? green('adds up') : red('DOES NOT ADD UP');
    say(`  ${sum.name} (${sum.status})`);
    say(
      `    ${sum.candidates} candidates = ${sum.byStatus.excluded} excluded + ${sum.recipients} recipients; ` +
        `${sum.recipients} recipients = ${parts.join(' + ') || '0'}: ${verdict}`,
    );
  }
}
