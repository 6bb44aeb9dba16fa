/** How fast one process sends, beside other senders of the same message. */
import { sendWithNodemailer, sendWithSmtpSource } from '../sinks.mjs';
import { sendCampaign, startSystem } from '../system.mjs';

const RECIPIENTS = 20_000;
const BASELINE_MESSAGES = 5_000;

/**
 * Measures twice, in turn with its baseline, and takes the best of each: what else the machine does counts least.
 * @returns messages a second, and how the best campaign spent its time
 */
async function inTurn(bench, database, { recipients, baselineMessages, baseline }) {
  const system = await startSystem({ database, port: bench.sink.port });
  const campaigns = [];
  const baselines = [await baseline()];
  campaigns.push(await sendCampaign(system, recipients, { profile: bench.profileFile() }));
  campaigns.push(await sendCampaign(system, recipients));
  await system.stop();
  baselines.push(await baseline());
  const best = campaigns.sort((a, b) => a.seconds - b.seconds)[0];
  return {
    value: recipients / best.seconds,
    baseline: baselineMessages / Math.min(...baselines),
    unit: 'messages/s',
    note: `${recipients} recipients in ${best.seconds.toFixed(1)} s from order to end, ${best.acceptedSeconds.toFixed(1)} s from first to last accepted`,
  };
}

async function besideNodemailer(bench, database) {
  const recipients = bench.scale(RECIPIENTS);
  const messages = bench.scale(BASELINE_MESSAGES);
  const { content } = await bench.sample();
  return inTurn(bench, database, {
    recipients,
    baselineMessages: messages,
    baseline: () => sendWithNodemailer({ port: bench.sink.port, content, messages }),
  });
}

async function besideSmtpSource(bench) {
  const recipients = bench.scale(RECIPIENTS);
  const { bytes } = await bench.sample();
  const body = bytes.length - bytes.indexOf('\r\n\r\n') - 4;
  return inTurn(bench, bench.postgres, {
    recipients,
    baselineMessages: recipients,
    baseline: () =>
      sendWithSmtpSource({
        program: bench.smtpSource,
        port: bench.sink.port,
        bytes: body,
        messages: recipients,
      }),
  });
}

const NODEMAILER = 'nodemailer pooled sendMail, no database';

export const rates = [
  {
    id: 'send.postgres',
    title: 'campaign, PostgreSQL',
    beside: NODEMAILER,
    needs: ['postgres'],
    required: 5,
    measure: (bench) => besideNodemailer(bench, bench.postgres),
  },
  {
    id: 'send.sqlite',
    title: 'campaign, SQLite',
    beside: NODEMAILER,
    needs: [],
    required: 4,
    measure: (bench) => besideNodemailer(bench, 'sqlite'),
  },
  {
    id: 'send.limit',
    title: 'campaign, PostgreSQL',
    beside: 'postfix smtp-source -d',
    needs: ['postgres', 'smtpSource'],
    required: 0.5,
    measure: besideSmtpSource,
  },
];
