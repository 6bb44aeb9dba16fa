/**
 * What a campaign did, seen from outside: the ledger's rows beside what the relay saw.
 *
 * @typedef {object} Row of the ledger
 * @property {string} address
 * @property {string} status
 * @property {string | null} worker_id
 *
 * @typedef {object} Seen what the relay saw of an address
 * @property {number} received messages that it had, or had begun to have, in hand
 * @property {number} acknowledged messages that it answered with 250
 * @property {boolean} cut whether the connection ended after the message and before its answer
 *
 * @typedef {object} Verdict
 * @property {number} recipients
 * @property {number} accepted
 * @property {number} uncertain
 * @property {number} lost
 * @property {number} duplicates
 * @property {number} bound most rows that these crashes may have left uncertain
 * @property {string[]} violations in words; empty where everything holds
 */

const NOTHING = { received: 0, acknowledged: 0, cut: false };
const UNKNOWN = 'uncertain';

/**
 * @param {object} campaign
 * @param {string[]} campaign.expected addresses of everybody on the list
 * @param {Row[]} campaign.rows
 * @param {Map<string, Seen>} campaign.seen
 * @param {Set<string>} campaign.killed workers that died by SIGKILL
 * @param {number} campaign.groupSize what a crash may leave uncertain per worker
 * @param {boolean} campaign.addsUp what the ledger says of its sum
 * @returns {Verdict}
 */
function judge({ expected, rows, seen, killed, groupSize, addsUp }) {
  const rowOf = new Map(rows.map((row) => [row.address, row]));
  const seenOf = (address) => seen.get(address) ?? NOTHING;
  const count = (status) => rows.filter((row) => row.status === status).length;
  const uncertain = rows.filter((row) => row.status === UNKNOWN);

  /** Nobody has it, and nothing says so: or the ledger claims what the relay never confirmed. */
  const isLost = (address) => {
    const status = rowOf.get(address)?.status;
    if (status === 'accepted') return seenOf(address).acknowledged === 0;
    return status !== UNKNOWN && seenOf(address).received === 0;
  };
  const lost = expected.filter(isLost);
  const duplicates = [...seen].filter(([, { received }]) => received > 1).map(([address]) => address);
  const denied = expected.filter((address) => {
    const status = rowOf.get(address)?.status;
    return status !== 'accepted' && status !== UNKNOWN && seenOf(address).received > 0;
  });
  const known = uncertain.filter((row) => !killed.has(row.worker_id ?? '') && !seenOf(row.address).cut);
  const strangers = [...seen.keys()].filter((address) => !expected.includes(address));
  const cuts = [...seen.values()].filter(({ cut }) => cut).length;
  const crowded = [...killed].filter(
    (worker) =>
      uncertain.filter((row) => row.worker_id === worker && !seenOf(row.address).cut).length > groupSize,
  );

  /** @param {string[]} addresses */
  const some = (what, addresses) =>
    addresses.length > 0
      ? [`${what}: ${addresses.slice(0, 5).join(', ')}${addresses.length > 5 ? ' …' : ''}`]
      : [];
  return {
    recipients: expected.length,
    accepted: count('accepted'),
    uncertain: uncertain.length,
    lost: lost.length,
    duplicates: duplicates.length,
    bound: killed.size * groupSize + cuts,
    violations: [
      ...some('lost', lost),
      ...some('received twice', duplicates),
      ...some('received, but the ledger says otherwise', denied),
      ...some(
        'uncertain, though its worker lived and its session was whole',
        known.map(({ address }) => address),
      ),
      ...some('not on the list', strangers),
      ...some(`more than ${groupSize} uncertain after the death of`, crowded),
      ...(addsUp ? [] : ['the ledger does not add up']),
    ],
  };
}

module.exports = { judge };
