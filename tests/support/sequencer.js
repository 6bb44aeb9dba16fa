const { default: Sequencer } = require('@jest/test-sequencer');

/** Long ones that mostly wait (for locks, breaks, processes), the longest first: others fill the time beside them. */
const FIRST = [
  'worker-command',
  'delivery-crash',
  'security-inputs',
  'transport-faults',
  'redis-faults',
  'security-oracles',
  'delivery-relay-away',
  'tracking-sequences',
];
const placeOf = ({ path }) => {
  const place = FIRST.findIndex((name) => path.endsWith(`integration/${name}.test.ts`));
  return place < 0 ? FIRST.length : place;
};

/** jest knows how long files take once it has run them; a fresh clone does not, and a long one that starts last is waited for. */
module.exports = class extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => placeOf(a) - placeOf(b));
  }
};
