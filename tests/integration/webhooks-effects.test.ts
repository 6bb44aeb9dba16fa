import type { WebhookInfo } from '../../contracts';
import { bouncesOf } from '../../server/bounces';
import { consentOf } from '../../server/consent';
import { clock } from '../../server/lib/clock';
import { createTallies } from '../../server/bounces/webhooks/tallies';
import { startApp, type TestApp } from '../support/app';
import { makeList } from '../support/campaign';
import { messageIdOf, tagOf } from '../support/feedback';
import { makeDelivery } from '../support/recipient';
import {
  genericCall,
  mailgunCall,
  passwordCall,
  sendgridCall,
  webhookConfig,
  type Call,
} from '../support/webhooks';

let app: TestApp;
let listId: number;
let people = 0;
const realNow = clock.now;

beforeAll(async () => {
  app = await startApp({ config: { webhooks: webhookConfig, sending: { tickSeconds: 60 } } });
  listId = await makeList(app.strapi, 'boletin', []);
});
afterAll(() => app.stop());
afterEach(() => {
  clock.now = realNow;
  jest.restoreAllMocks();
});

const send = (provider: string, { headers, body }: Call) =>
  app.visitor
    .post(`/api/mail-campaigns/webhooks/${provider}`)
    .set(headers)
    .serialize((text) => String(text))
    .send(body);
const query = (name: string) => app.strapi.db.query(`plugin::mail-campaigns.${name}`);

/** A person on the list, and the e-mail that they got. */
async function makePerson() {
  people += 1;
  const email = `ana${people}@d.example`;
  await makeList(app.strapi, `de-${people}`, [email]);
  const { id: contactId } = await query('contact').findOne({ where: { email } });
  const deliveryId = await makeDelivery(app.strapi, { campaignId: people, contactId, listId, email });
  return { email, contactId: contactId as number, deliveryId };
}
const deliveryOf = (id: number) => query('delivery').findOne({ where: { id } });
const suppressionOf = async (email: string) => {
  const hash = consentOf(app.strapi).addressHash(email);
  return (await consentOf(app.strapi).suppressionsOf([hash])).get(hash)?.reason ?? null;
};
const feedbackOf = (deliveryId: number): Promise<Record<string, unknown>[]> =>
  query('feedback').findMany({ where: { deliveryId }, orderBy: { id: 'asc' } });
const bounce = (person: { email: string; deliveryId: number }, id = `b-${person.deliveryId}`) => ({
  event: 'bounce',
  type: 'bounce',
  email: person.email,
  'smtp-id': messageIdOf(person.deliveryId),
  sg_event_id: id,
  status: '5.1.1',
  reason: '550 5.1.1 user unknown',
});

test('a hard bounce suppresses the person that our Message-ID names, not the address in the event', async () => {
  const [one, other] = [await makePerson(), await makePerson()];
  await send('sendgrid', sendgridCall(realNow(), [{ ...bounce(one), email: other.email }])).expect(200);
  expect(await suppressionOf(one.email)).toBe('hard_bounce');
  expect(await suppressionOf(other.email)).toBeNull();
  expect(await deliveryOf(one.deliveryId)).toMatchObject({
    bounceClass: 'hard',
    bounceReason: 'unknown_address',
  });
});

test('an event that names no e-mail of ours changes nothing', async () => {
  const person = await makePerson();
  const event = { ...bounce(person), 'smtp-id': `<mc.${person.deliveryId}~1~${'0'.repeat(32)}@d.example>` };
  const { body } = await send('sendgrid', sendgridCall(realNow(), [event])).expect(200);
  expect(body.data.received).toBe(1);
  expect(await suppressionOf(person.email)).toBeNull();
  expect(await feedbackOf(person.deliveryId)).toEqual([]);
});

test('a complaint by the header that the provider gave back suppresses and ends every subscription', async () => {
  const person = await makePerson();
  const event = {
    RecordType: 'SpamComplaint',
    Type: 'SpamComplaint',
    ID: 7,
    Email: person.email,
    BouncedAt: realNow().toISOString(),
    Metadata: { 'mail-campaigns': tagOf(person.deliveryId) },
  };
  await send('postmark', passwordCall('postmark', event)).expect(200);
  expect(await suppressionOf(person.email)).toBe('complaint');
  expect((await deliveryOf(person.deliveryId)).complainedAt).not.toBeNull();
  const subscriptions = await query('subscription').findMany({ where: { contactId: person.contactId } });
  expect(subscriptions.map(({ status }: { status: string }) => status)).toEqual(['unsubscribed']);
});

test('an e-mail that was refused for a complaint of before is no complaint, and did not arrive', async () => {
  const person = await makePerson();
  const event = {
    event: 'failed',
    severity: 'permanent',
    reason: 'suppress-complaint',
    id: 'f-1',
    recipient: person.email,
    'delivery-status': { code: 607, message: 'Not delivering to a user who marked your messages as spam' },
    envelope: { sender: `bounce+${tagOf(person.deliveryId)}@d.example` },
  };
  await send('mailgun', mailgunCall(realNow(), { raw_event: { 'event-data': event } })).expect(200);
  expect(await suppressionOf(person.email)).toBe('complaint');
  expect(await deliveryOf(person.deliveryId)).toMatchObject({
    bounceClass: 'soft',
    bounceReason: 'policy',
    complainedAt: null,
  });
});

describe('the same request', () => {
  test('at five processes at once has one effect', async () => {
    const person = await makePerson();
    const call = sendgridCall(realNow(), [bounce(person)]);
    const answers = await Promise.all(Array.from({ length: 5 }, () => send('sendgrid', call)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await feedbackOf(person.deliveryId)).toHaveLength(1);
  });

  test('after what was stored for it is gone has none', async () => {
    const person = await makePerson();
    const event = { type: 'hard-bounce', id: 'g-1', tag: tagOf(person.deliveryId), recipient: person.email };
    const call = genericCall(realNow(), [event]);
    await send('generic', call).expect(200);
    await query('feedback').deleteMany({ where: { deliveryId: person.deliveryId } });
    expect((await send('generic', call).expect(200)).body.data.received).toBe(0);
    expect(await feedbackOf(person.deliveryId)).toEqual([]);
  });

  test('signed anew is known by the ids of its events', async () => {
    const person = await makePerson();
    for (const seconds of [0, 1, 2]) {
      const at = new Date(realNow().getTime() - seconds * 1000);
      await send('sendgrid', sendgridCall(at, [bounce(person)])).expect(200);
    }
    expect(await feedbackOf(person.deliveryId)).toHaveLength(1);
  });
});

test('while the database takes nothing the provider comes again, and then everything is stored', async () => {
  const person = await makePerson();
  const call = sendgridCall(realNow(), [bounce(person)]);
  const failure = Object.assign(new Error('insert … ana@d.example'), { code: 'ECONNREFUSED' });
  jest.spyOn(bouncesOf(app.strapi), 'receive').mockRejectedValue(failure);
  jest.spyOn(bouncesOf(app.strapi), 'setAside').mockRejectedValue(failure);
  const said = jest.spyOn(app.strapi.log, 'error').mockReturnValue(undefined as never);
  const { headers } = await send('sendgrid', call).expect(503);
  expect(headers['retry-after']).toBe('60');
  expect(JSON.stringify(said.mock.calls)).not.toContain('@');
  jest.restoreAllMocks();
  await send('sendgrid', call).expect(200);
  expect(await suppressionOf(person.email)).toBe('hard_bounce');
});

test('what died between storing and remembering comes again, without a second effect', async () => {
  const person = await makePerson();
  const call = sendgridCall(realNow(), [bounce(person)]);
  await send('sendgrid', call).expect(200);
  await query('webhook-receipt').deleteMany({ where: {} });
  expect((await send('sendgrid', call).expect(200)).body.data.received).toBe(1);
  expect(await feedbackOf(person.deliveryId)).toHaveLength(1);
});

test('an event of a batch that the database does not take is set aside, the others are stored', async () => {
  const persons = [await makePerson(), await makePerson(), await makePerson()];
  const service = bouncesOf(app.strapi);
  const receive = service.receive.bind(service);
  jest.spyOn(service, 'receive').mockImplementation((items) => {
    if (items.some(({ eventId }) => eventId === 'poison')) throw new Error('no');
    return receive(items);
  });
  jest.spyOn(app.strapi.log, 'error').mockReturnValue(undefined as never);
  const events = persons.map((person, index) => bounce(person, index === 1 ? 'poison' : undefined));
  const { body } = await send('sendgrid', sendgridCall(realNow(), events)).expect(200);
  expect(body.data).toEqual({ received: 2, ignored: 0, setAside: 1 });
  const reasons = await Promise.all(persons.map(({ email }) => suppressionOf(email)));
  expect(reasons).toEqual(['hard_bounce', null, 'hard_bounce']);
  const kept = await query('feedback').findMany({ where: { state: 'poison', source: 'sendgrid' } });
  expect(kept).toHaveLength(1);
});

test.each(['ER_LOCK_WAIT_TIMEOUT', '57P01', 'ECONNRESET'])(
  'what the database does not take for a moment (%s) is not put aside: the provider comes again',
  async (code) => {
    const person = await makePerson();
    const call = sendgridCall(realNow(), [bounce(person)]);
    const poison = () => query('feedback').count({ where: { state: 'poison' } });
    const before = await poison();
    const passing = Object.assign(new Error('for a moment'), { code });
    const service = bouncesOf(app.strapi);
    jest.spyOn(service, 'receive').mockRejectedValueOnce(passing).mockRejectedValueOnce(passing);
    jest.spyOn(app.strapi.log, 'error').mockReturnValue(undefined as never);
    await send('sendgrid', call).expect(503);
    expect(await poison()).toBe(before);
    await send('sendgrid', call).expect(200);
    expect(await suppressionOf(person.email)).toBe('hard_bounce');
  },
);

test('a request is forgotten when it is too old to be accepted again', async () => {
  await query('webhook-receipt').deleteMany({ where: {} });
  await send('generic', genericCall(realNow(), [])).expect(200);
  expect(await query('webhook-receipt').count()).toBe(1);
  const later = new Date(realNow().getTime() + 7 * 24 * 3_600_000);
  clock.now = () => later;
  await send('generic', genericCall(later, [{ type: 'other' }])).expect(200);
  expect(await query('webhook-receipt').count()).toBe(1);
});

describe('what the panel shows', () => {
  const shown = async (): Promise<Record<string, WebhookInfo>> => {
    const admin = await app.admin('settings.read');
    const { body } = await admin.get('/webhooks').expect(200);
    return Object.fromEntries((body.data as WebhookInfo[]).map((info) => [info.provider, info]));
  };
  const wrong: Call = { headers: { Authorization: 'Bearer wrong' }, body: '[]' };

  beforeEach(async () => {
    await shown();
    await query('webhook-tally').deleteMany({ where: {} });
  });

  test('each provider, its URL, when it was last heard of, what was refused and why', async () => {
    const call = passwordCall('mailjet', []);
    await send('mailjet', call).expect(200);
    await send('mailjet', call).expect(200);
    for (let count = 0; count < 3; count += 1) await send('mailjet', wrong).expect(401);
    const { mailjet, brevo } = await shown();
    expect(mailjet).toEqual({
      provider: 'mailjet',
      configured: true,
      url: expect.stringMatching(/^http.*\/api\/mail-campaigns\/webhooks\/mailjet$/),
      lastReceivedAt: expect.stringMatching(/^\d{4}-/),
      refused: [
        { reason: 'credentials', total: 3, lastAt: expect.stringMatching(/Z$/) },
        { reason: 'replayed', total: 1, lastAt: expect.stringMatching(/Z$/) },
      ],
    });
    expect(brevo).toMatchObject({ configured: true, lastReceivedAt: null, refused: [] });
  });

  test('the figures of several processes add up', async () => {
    const processes = Array.from({ length: 4 }, () => createTallies(app.strapi));
    for (const tallies of processes) {
      for (let count = 0; count < 25; count += 1) tallies.count('sparkpost', 'signature');
    }
    await Promise.all(processes.map((tallies) => tallies.flush()));
    expect((await shown()).sparkpost?.refused).toMatchObject([{ reason: 'signature', total: 100 }]);
  });

  test('refusals of more than a day ago are not shown, what was accepted is for a month', async () => {
    await send('mailjet', passwordCall('mailjet', [{ event: 'other' }])).expect(200);
    await send('mailjet', wrong).expect(401);
    await shown();
    const days = (count: number) => {
      const then = new Date(realNow().getTime() + count * 24 * 3_600_000);
      clock.now = () => then;
    };
    days(2);
    expect((await shown()).mailjet).toMatchObject({ lastReceivedAt: expect.any(String), refused: [] });
    days(40);
    expect((await shown()).mailjet).toMatchObject({ lastReceivedAt: null, refused: [] });
    expect(await query('webhook-tally').count()).toBe(0);
  });
});

test('the log tells of refusals once in ten minutes, without anything of the request', async () => {
  const said: string[] = [];
  jest.spyOn(app.strapi.log, 'warn').mockImplementation(((line: string) => said.push(line)) as never);
  const { headers, body } = passwordCall('postmark', { Email: 'ana@example.org' });
  const call = { headers: { ...headers, Authorization: 'Basic geheim' }, body };
  const start = realNow().getTime() + 24 * 3_600_000;
  clock.now = () => new Date(start);
  for (let count = 0; count < 4; count += 1) await send('postmark', call).expect(401);
  expect(said).toEqual([
    '[mail-campaigns] A webhook request of "postmark" was not accepted: its password or token is not the configured one.',
  ]);
  clock.now = () => new Date(start + 11 * 60_000);
  await send('postmark', call).expect(401);
  expect(said[1]).toBe(`${said[0]} 3 more were refused for this since the last such line.`);
});
