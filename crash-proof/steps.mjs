/**
 * Where things break. A step's `play(round)` orders the campaign to be sent and breaks something on the way.
 * @returns false where the campaign ended before the step was reached
 */
import { setTimeout as wait } from 'node:timers/promises';

/** Random kills come within so many milliseconds after the order or after the last restart. */
const LATEST_MILLISECONDS = 1_500;
const MOST_RANDOM_KILLS = 3;
const MOST_CUTS = 4;
/** A step is passed up to so many times before it is deadly. */
const MOST_PASSES = 3;

/** The process arms itself and dies at the step. */
const dyingAt =
  (step, work, { manner = 'before' } = {}) =>
  async (round) => {
    const victim = round.pick(round.setup.slotsThat(work));
    const passes = work === 'send' ? round.integer(0, MOST_PASSES - 1) : 0;
    await round.process(victim).run('arm', { step, passes, manner });
    await round.send();
    return round.dies(victim);
  };

/** The relay sees a message begin, and its sender is killed before the answer. */
async function duringData(round) {
  const victim = round.pick(round.setup.slotsThat('send'));
  let left = round.integer(1, Math.floor(round.recipients / 6));
  round.setup.relay.onBegin((door) => {
    if (door !== victim) return;
    left -= 1;
    if (left === 0) void round.process(victim).kill();
  });
  await round.send();
  return round.dies(victim);
}

const duringPause = (manner) => async (round) => {
  const [victim] = round.setup.slotsThat('plan');
  await round.process(victim).run('arm', { step: 'during-pause', passes: 0, manner });
  await round.sendSome();
  // It dies before it can answer.
  await round
    .process(victim)
    .run('pause', round.campaign)
    .catch(() => undefined);
  if (!(await round.dies(victim))) return false;
  await round.restart();
  const { status } = await round.setup.ask('state', round.campaign);
  if (status === 'paused') await round.setup.ask('resume', round.campaign);
  return true;
};

async function atRandom(round) {
  await round.send();
  for (let kills = round.integer(1, MOST_RANDOM_KILLS); kills > 0; kills -= 1) {
    await wait(round.random() * LATEST_MILLISECONDS);
    await round.process(round.pick(round.setup.slots)).kill();
    await round.restart();
  }
  return true;
}

async function cutSockets(round) {
  round.setup.relay.cut(
    Array.from({ length: round.integer(1, MOST_CUTS) }, () => round.integer(1, round.recipients)),
  );
  await round.send();
  return true;
}

/** Something that the processes depend on goes away while they send. */
const losing = (lose) => async (round) => {
  if (!(await round.sendSome())) return false;
  await lose(round.setup);
  return true;
};

/** The database did what it was told, and its answer is lost on the way. */
const unheard = (step) => async (round) => {
  const victim = round.pick(round.setup.slotsThat('send'));
  await round.process(victim).run('arm', { step, passes: round.integer(0, MOST_PASSES - 1) });
  await round.send();
  await round.ended();
  return round.process(victim).run('arm', null);
};

const BOTH = ['sqlite', 'bull'];

/** What is repeated alike in each setup; the name is what people read. */
export const STEPS = [
  { name: 'after freeze', setups: BOTH, play: dyingAt('after-freeze', 'plan') },
  { name: 'after claim, before its commit', setups: BOTH, play: dyingAt('after-claim', 'send') },
  {
    name: 'after claim, amid its commit',
    setups: BOTH,
    play: dyingAt('after-claim', 'send', { manner: 'amid' }),
  },
  { name: 'after in-flight mark', setups: BOTH, play: dyingAt('after-in-flight-mark', 'send') },
  { name: 'during DATA', setups: BOTH, play: duringData },
  { name: 'after 250, before commit', setups: BOTH, play: dyingAt('after-250-before-commit', 'send') },
  { name: 'before commit', setups: BOTH, play: dyingAt('during-commit', 'send') },
  { name: 'during commit', setups: BOTH, play: dyingAt('during-commit', 'send', { manner: 'amid' }) },
  { name: 'after commit', setups: BOTH, play: dyingAt('during-commit', 'send', { manner: 'after' }) },
  { name: 'during pause', setups: BOTH, play: duringPause('amid') },
  { name: 'at random', setups: BOTH, play: atRandom },
  { name: 'socket cut after DATA', setups: BOTH, play: cutSockets },
  { name: 'Redis restarted', setups: ['bull'], play: losing(({ redis }) => redis.restart()) },
  { name: 'Redis flushed', setups: ['bull'], play: losing(({ redis }) => redis.flush()) },
  { name: 'claim committed, answer lost', setups: ['bull'], play: unheard('claim-unheard') },
  { name: 'outcomes committed, answer lost', setups: ['bull'], play: unheard('commit-unheard') },
  { name: 'database restarted', setups: ['bull'], play: losing(({ postgres }) => postgres.restart()) },
];
