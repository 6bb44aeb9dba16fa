/**
 * What the demo's mail server answers, by the end of the part before the @. Real servers refuse for these
 * reasons; here a person can choose one, and the demo's contacts are made so that about one in twelve meets one.
 */
export const REFUSALS = [
  {
    ending: '41',
    stage: 'rcpt',
    code: 550,
    text: '5.1.1 The email account that you tried to reach does not exist',
    times: Infinity,
  },
  { ending: '42', stage: 'rcpt', code: 552, text: '5.2.2 Mailbox full', times: Infinity },
  {
    ending: '43',
    stage: 'data',
    code: 550,
    text: '5.7.1 Message refused by the policy of the organisation',
    times: Infinity,
  },
  {
    ending: '44',
    stage: 'rcpt',
    code: 452,
    text: '4.2.2 The recipient is out of storage space, try again later',
    times: Infinity,
  },
  { ending: '45', stage: 'rcpt', code: 451, text: '4.7.1 Greylisted, try again in a moment', times: 1 },
  { ending: '46', stage: 'rcpt', code: 550, text: '5.2.1 The account is disabled', times: Infinity },
];

/** Decides per recipient. A refusal with `times` lets the next attempt of the same sender pass. */
export function createRefusals() {
  const attempts = new Map();
  return function answer(address, stage) {
    const local = address.slice(0, address.lastIndexOf('@')).toLowerCase();
    const rule = REFUSALS.find(({ ending, stage: at }) => at === stage && local.endsWith(ending));
    if (!rule) return null;
    if (rule.times === Infinity) return rule;
    const before = attempts.get(address) ?? 0;
    if (attempts.size > 10_000) attempts.clear();
    // Refused `times` times, then accepted once, then from the start: each campaign meets the same server.
    attempts.set(address, before >= rule.times ? 0 : before + 1);
    return before >= rule.times ? null : rule;
  };
}
