/** One campaign that is broken on its way and has to end as if nothing had happened. */
import { setTimeout as wait } from 'node:timers/promises';

import verdicts from './verdict.js';
import { NEWSLETTER } from './newsletter.mjs';
import { GROUP_SIZE } from './setups.mjs';

const FEWEST = 60;
const MOST = 200;
/** Slow machines take their time; a campaign that still goes on has lost its way. */
const PATIENCE_MILLISECONDS = 90_000;
const POLL_MILLISECONDS = 50;
/** A step that the campaign outran is tried again with another campaign. */
const TRIES = 4;

/** @returns the verdict, with the words `step was not reached` among its violations where it never was */
export async function playRound(setup, step, { number, random }) {
  for (let attempt = 1; ; attempt += 1) {
    const round = await prepare(setup, { slug: `r${number}-${attempt}`, random });
    const reached = await step.play(round);
    const verdict = await round.verdict();
    if (reached || attempt === TRIES || verdict.violations.length > 0) {
      if (!reached) verdict.violations.push(`the step was not reached in ${attempt} campaigns`);
      return verdict;
    }
  }
}

async function prepare(setup, { slug, random }) {
  const { relay } = setup;
  const integer = (least, most) => least + Math.floor(random() * (most - least + 1));
  const recipients = integer(FEWEST, MOST);
  const expected = Array.from({ length: recipients }, (_, n) => `persona${n + 1}@${slug}.example`);
  const listId = await setup.ask('makeAudience', { slug, recipients });
  const campaign = await setup.ask('makeCampaign', { listId, mjml: NEWSLETTER });
  /** Ids of the workers that were killed; processes that are to be alive and are not have ended by themselves. */
  const killed = new Set();
  const deserters = [];
  const started = Date.now();
  relay.reset();

  const status = async () => {
    try {
      return (await setup.ask('state', campaign)).status;
    } catch {
      // Nobody there, or no database: it will be asked again.
      return 'unknown';
    }
  };
  const hasEnded = async () => (await status()) === 'sent';

  const round = {
    setup,
    campaign,
    recipients,
    random,
    integer,
    pick: (items) => items[integer(0, items.length - 1)],
    process: (slot) => setup.process(slot),
    async send() {
      // The order itself may be what kills the process.
      await setup
        .process(setup.slotsThat('plan')[0])
        .run('send', campaign)
        .catch(() => undefined);
    },
    /** Sends until the relay has taken some. @returns false where the campaign was faster */
    async sendSome() {
      const enough = integer(1, Math.floor(recipients / 2));
      const begun = new Promise((resolve) => {
        relay.onBegin((_door, answered) => answered >= enough && resolve(true));
      });
      await round.send();
      return Promise.race([begun, round.ended().then(() => false)]);
    },
    /** @returns true when the process dies, false where the campaign ends before it does */
    dies: (slot) =>
      Promise.race([setup.process(slot).dead.then(() => true), round.ended().then(() => false)]),
    /** Starts a new process for each one that died. */
    async restart() {
      for (const slot of setup.slots) {
        const { alive, worker, wasKilled } = setup.process(slot);
        if (alive) continue;
        if (wasKilled) killed.add(worker);
        else deserters.push(slot);
        await setup.launch(slot);
      }
    },
    async ended() {
      const end = Date.now() + PATIENCE_MILLISECONDS;
      while (Date.now() < end) {
        if (await hasEnded()) return;
        await wait(POLL_MILLISECONDS);
      }
    },
    async verdict() {
      await round.restart();
      await round.ended();
      await round.restart();
      await Promise.all(setup.slots.map((slot) => setup.process(slot).run('arm', null)));
      const last = await setup.ask('state', campaign);
      const balance = await setup.ask('balance', campaign);
      const verdict = verdicts.judge({
        expected,
        rows: await setup.ask('ledgerRows', campaign),
        seen: relay.seen(),
        killed,
        groupSize: GROUP_SIZE,
        addsUp: balance?.addsUp ?? false,
      });
      if (last.status !== 'sent')
        verdict.violations.push(`the campaign is ${last.status}, ${last.statusReason}`);
      for (const slot of deserters) verdict.violations.push(`the process ${slot} ended by itself`);
      return { ...verdict, crashes: killed.size, milliseconds: Date.now() - started };
    },
  };
  return round;
}
