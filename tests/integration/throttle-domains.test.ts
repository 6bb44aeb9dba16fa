import { deliveryOf } from '../../server/delivery';
import { clock } from '../../server/lib/clock';
import { startApp, type TestApp } from '../support/app';
import { makeCampaign, makeList } from '../support/campaign';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

const SLOW = 'lento.example';
const at = (domain: string, count: number) =>
  Array.from({ length: count }, (_, i) => `persona${i}@${domain}`);

let app: TestApp;
let sink: SmtpSink;

beforeAll(async () => {
  sink = await startSmtpSink();
  app = await startApp({
    config: {
      smtp: { ...sink.config, connections: 1 },
      sending: { tickSeconds: 0.1, groupSize: 8, lotSize: 20, retryBaseSeconds: 1 },
    },
  });
});
afterAll(async () => {
  await app.stop();
  await sink.stop();
});
afterEach(() => jest.restoreAllMocks());

test('a domain that asks for less waits, the others do not wait for it, and in the end everyone has their e-mail', async () => {
  const slow = at(SLOW, 30);
  const others = at('veloz.example', 30);
  const admin = await app.admin();
  // Slow and others by turns, so that each claim holds both.
  const everyone = slow.flatMap((address, i) => [address, others[i] as string]);
  const { id } = await makeCampaign(admin, [await makeList(app.strapi, 'mixta', everyone)]);
  let asked = 0;
  sink.answer = (address, stage) => {
    if (stage !== 'rcpt' || !address.endsWith(SLOW) || asked >= 1) return null;
    asked += 1;
    return { code: 451, text: '4.7.0 Too many messages from you, slow down' };
  };
  const { brake } = deliveryOf(app.strapi).throttle;
  const arrived = (domain: string) => sink.mails.filter(({ to }) => to[0]?.endsWith(domain)).length;
  const rows = () =>
    app.strapi.db
      .connection('mail_campaigns_deliveries')
      .where({ campaign_id: id, domain: SLOW })
      .select('status', 'attempts') as Promise<{ status: string; attempts: number }[]>;

  // Time stands still, so that nothing recovers however long this takes.
  const start = Date.now();
  const now = jest.spyOn(clock, 'now').mockImplementation(() => new Date(start));
  await admin.post(`/campaigns/${id}/send`).expect(200);
  await waitFor('the others to have theirs', () => arrived('veloz.example') === others.length);
  expect(brake.states()).toMatchObject([
    { domain: SLOW, reply: '451 4.7.0 Too many messages from you, slow down' },
  ]);
  // What was claimed before the domain spoke may have gone out with it: at most one group.
  expect(arrived(SLOW)).toBeLessThanOrEqual(8);
  const waiting = await waitFor('the rest to wait as if never tried', async () => {
    const found = (await rows()).filter(({ status }) => status === 'pending');
    return found.length >= slow.length - 9 && found.every(({ attempts }) => Number(attempts) === 0) && found;
  });
  expect(waiting.length).toBeGreaterThanOrEqual(21);

  const later = 11 * 60_000;
  now.mockImplementation(() => new Date(Date.now() + later));
  await waitFor('everyone', async () => (await admin.get(`/campaigns/${id}`)).body.data.status === 'sent');
  expect(sink.mails.flatMap(({ to }) => to).sort()).toEqual([...everyone].sort());
  expect(brake.states()).toEqual([]);
});
