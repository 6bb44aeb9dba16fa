import { bouncesOf, type FeedbackClass } from '../../server/bounces';
import { consentOf } from '../../server/consent';
import { contactsOf, preferencesOf } from '../../server/contacts';
import { clock } from '../../server/lib/clock';
import { startApp, type TestApp } from '../support/app';
import { makeList } from '../support/campaign';
import { feedbackOn, messageIdOf, tagOf } from '../support/feedback';
import { makeDelivery, tokens } from '../support/recipient';

let app: TestApp;
let listId: number;
let campaignId = 0;

beforeAll(async () => {
  app = await startApp({ config: { sending: { tickSeconds: 60 } } });
  listId = await makeList(app.strapi, 'boletin', []);
});
afterAll(() => app.stop());
beforeEach(() => {
  campaignId += 1;
});

const bounces = () => bouncesOf(app.strapi);
let people = 0;
/** A person on the list, and the e-mail that they got. */
async function makePerson(status = 'accepted') {
  people += 1;
  const email = `ana${people}@d.example`;
  await makeList(app.strapi, `de-${people}`, [email]);
  const contact = await app.strapi.db.query('plugin::mail-campaigns.contact').findOne({ where: { email } });
  const deliveryId = await makeDelivery(app.strapi, {
    campaignId,
    contactId: contact.id,
    listId,
    email,
    status,
  });
  return { email, contactId: contact.id as number, deliveryId };
}
const deliveryOf = (id: number) =>
  app.strapi.db.query('plugin::mail-campaigns.delivery').findOne({ where: { id } });
const feedback = (where: object) =>
  app.strapi.db.query('plugin::mail-campaigns.feedback').findMany({ where, orderBy: { id: 'asc' } });
const suppressionOf = async (email: string) => {
  const hash = consentOf(app.strapi).addressHash(email);
  return (await consentOf(app.strapi).suppressionsOf([hash])).get(hash)?.reason ?? null;
};
const subscriptionsOf = async (contactId: number): Promise<string[]> =>
  (await app.strapi.db.query('plugin::mail-campaigns.subscription').findMany({ where: { contactId } })).map(
    ({ status }: { status: string }) => status,
  );

test('a bounce with our tag is matched, stands beside the status and suppresses at once', async () => {
  const { deliveryId, contactId, email } = await makePerson();
  const occurredAt = new Date(Date.now() - 60_000);
  const item = feedbackOn(deliveryId, 'hard', {
    reason: 'unknown_address',
    status: '5.1.1',
    reply: '550 5.1.1 user unknown \0',
    occurredAt,
    keys: { address: email.toUpperCase() },
    evidence: Buffer.from([0, 1, 255]),
  });
  expect(await bounces().receive([item])).toEqual({ stored: 1, matched: 1, unmatched: 0, duplicates: 0 });
  expect(await feedback({ deliveryId })).toMatchObject([
    {
      state: 'matched',
      matchedBy: 'tag',
      class: 'hard',
      campaignId,
      contactId,
      address: email,
      domain: 'd.example',
      evidence: 'AAH/',
      evidenceEncoding: 'base64',
    },
  ]);
  const row = await deliveryOf(deliveryId);
  expect(row).toMatchObject({
    status: 'accepted',
    bounceClass: 'hard',
    bounceReason: 'unknown_address',
    reply: '550 5.1.1 user unknown ',
  });
  expect(new Date(row.bouncedAt)).toEqual(occurredAt);
  expect(await suppressionOf(email)).toBe('hard_bounce');
});

test('however long storing takes, the moments that came with the events stay as they are', async () => {
  const occurredAt = new Date(Date.now() - 60_000);
  const [bounced, complained, arrived] = [await makePerson(), await makePerson(), await makePerson()];
  let passed = 0;
  const slow = jest.spyOn(clock, 'now').mockImplementation(() => new Date(Date.now() + (passed += 1_000)));
  try {
    await bounces().receive([
      feedbackOn(bounced.deliveryId, 'soft', { occurredAt }),
      feedbackOn(complained.deliveryId, 'complaint', { occurredAt }),
      feedbackOn(arrived.deliveryId, 'success', { occurredAt }),
    ]);
  } finally {
    slow.mockRestore();
  }
  const moments = [
    (await deliveryOf(bounced.deliveryId)).bouncedAt,
    (await deliveryOf(complained.deliveryId)).complainedAt,
    (await deliveryOf(arrived.deliveryId)).arrivedAt,
  ];
  expect(moments.map((moment) => new Date(moment))).toEqual([occurredAt, occurredAt, occurredAt]);
});

test('the same event again, in one call or another, is one', async () => {
  const { deliveryId } = await makePerson();
  const item = feedbackOn(deliveryId, 'soft', { eventId: `long ${'x'.repeat(300)}` });
  expect(await bounces().receive([item, item])).toMatchObject({ stored: 1, duplicates: 1 });
  expect(await bounces().receive([item])).toMatchObject({ stored: 0, matched: 0, duplicates: 1 });
  expect(await feedback({ deliveryId })).toHaveLength(1);
});

test('processes that have the same events at once store each once', async () => {
  const { deliveryId } = await makePerson();
  const items = Array.from({ length: 20 }, () => feedbackOn(deliveryId, 'soft'));
  const answers = await Promise.all(Array.from({ length: 5 }, () => bounces().receive(items)));
  expect(answers.reduce((sum, { stored }) => sum + stored, 0)).toBe(20);
  expect(await feedback({ deliveryId })).toHaveLength(20);
});

test.each<[string, (id: number, email: string) => Parameters<typeof feedbackOn>[2]]>([
  ['a forged tag', (id) => ({ keys: { tags: [`${id}~${'0'.repeat(32)}`] } })],
  ['the tag of another purpose', (id) => ({ keys: { tags: [tokens.sign('open', id)] } })],
  ['a guessed Message-ID', (id) => ({ keys: { messageIds: [`<mc.1.${id}.1@instituto.example>`] } })],
  [
    'a Message-ID with the tag’s signature',
    (id) => ({ keys: { messageIds: [`<mc.${tagOf(id)}@x.example>`] } }),
  ],
  ['the address alone', (_, email) => ({ keys: { address: email } })],
  ['nothing at all', () => ({ keys: { messageIds: ['', 'x'.repeat(5000)], tags: ['~', '1~'] } })],
])('%s never suppresses and changes no figure; it is kept as unmatched', async (_, keys) => {
  for (const own of ['hard', 'complaint', 'unsubscribe'] as const) {
    const { deliveryId, email, contactId } = await makePerson();
    const before = await deliveryOf(deliveryId);
    const item = feedbackOn(null, own, keys(deliveryId, email));
    expect(await bounces().receive([item])).toEqual({ stored: 1, matched: 0, unmatched: 1, duplicates: 0 });
    expect(await deliveryOf(deliveryId)).toEqual(before);
    expect(await suppressionOf(email)).toBeNull();
    expect(await subscriptionsOf(contactId)).toEqual(['confirmed']);
    expect(await feedback({ eventId: item.eventId })).toMatchObject([
      { state: 'unmatched', why: 'no-key', deliveryId: null, contactId: null },
    ]);
  }
});

test('relays that change the case of a tag, and reports that bring back the Message-ID only, are matched', async () => {
  const [one, two] = [await makePerson(), await makePerson()];
  await bounces().receive([
    feedbackOn(null, 'soft', { keys: { tags: [tagOf(one.deliveryId).toUpperCase()] } }),
    feedbackOn(null, 'soft', { keys: { messageIds: [messageIdOf(two.deliveryId).toUpperCase()] } }),
  ]);
  expect(await feedback({ deliveryId: one.deliveryId })).toMatchObject([{ matchedBy: 'tag' }]);
  expect(await feedback({ deliveryId: two.deliveryId })).toMatchObject([{ matchedBy: 'message-id' }]);
});

test.each(['excluded', 'cancelled', 'rejected'])(
  'a bounce of an e-mail that never left us (%s) is ignored',
  async (status) => {
    const { deliveryId, email } = await makePerson(status);
    const before = await deliveryOf(deliveryId);
    await bounces().receive([feedbackOn(deliveryId, 'hard')]);
    expect(await deliveryOf(deliveryId)).toEqual(before);
    expect(await suppressionOf(email)).toBeNull();
    expect(await feedback({ class: 'hard', why: 'never-sent' })).not.toHaveLength(0);
  },
);

test('whatever order they come in, and at once, the harder finding stays', async () => {
  for (const order of [
    ['soft', 'hard'],
    ['hard', 'soft'],
    ['block', 'hard', 'content'],
  ] as FeedbackClass[][]) {
    const [apart, together, atOnce] = [await makePerson(), await makePerson(), await makePerson()];
    for (const own of order) await bounces().receive([feedbackOn(apart.deliveryId, own)]);
    await bounces().receive(order.map((own) => feedbackOn(together.deliveryId, own)));
    await Promise.all(order.map((own) => bounces().receive([feedbackOn(atOnce.deliveryId, own)])));
    for (const { deliveryId } of [apart, together, atOnce]) {
      expect(await deliveryOf(deliveryId)).toMatchObject({ bounceClass: 'hard', bounceReason: 'other' });
    }
  }
});

test.each(['hard', 'soft', 'complaint', 'success', 'open', 'click', 'autoreply'] as const)(
  '%s proves that an uncertain e-mail arrived at the relay',
  async (own) => {
    const { deliveryId } = await makePerson('uncertain');
    await bounces().receive([feedbackOn(deliveryId, own)]);
    expect(await deliveryOf(deliveryId)).toMatchObject({ status: 'accepted', acceptedAt: expect.anything() });
  },
);

test('feedback that is faster than the stored answer of the relay waits beside the status', async () => {
  const { deliveryId } = await makePerson('in_flight');
  await bounces().receive([feedbackOn(deliveryId, 'hard')]);
  expect(await deliveryOf(deliveryId)).toMatchObject({ status: 'in_flight', bounceClass: 'hard' });
});

test('opens and clicks of a provider are a sign of life and counted nowhere', async () => {
  const { deliveryId } = await makePerson();
  await bounces().receive([feedbackOn(deliveryId, 'open'), feedbackOn(deliveryId, 'click')]);
  expect(await deliveryOf(deliveryId)).toMatchObject({
    openCount: 0,
    clickCount: 0,
    machineOpenCount: 0,
    privacyOpenCount: 0,
    arrivedAt: expect.anything(),
    bouncedAt: null,
  });
});

test('a delivery takes back a soft bounce of before, never a hard or a later one', async () => {
  const at = (minutesAgo: number) => ({ occurredAt: new Date(Date.now() - minutesAgo * 60_000) });
  const [tried, dead, late] = [await makePerson(), await makePerson(), await makePerson()];
  await bounces().receive([
    feedbackOn(tried.deliveryId, 'soft', at(9)),
    feedbackOn(dead.deliveryId, 'hard', at(9)),
    feedbackOn(late.deliveryId, 'soft', at(1)),
  ]);
  await bounces().receive(
    [tried, dead, late].map(({ deliveryId }) => feedbackOn(deliveryId, 'success', at(5))),
  );
  expect(await deliveryOf(tried.deliveryId)).toMatchObject({ bounceClass: null, bouncedAt: null });
  expect(await deliveryOf(dead.deliveryId)).toMatchObject({ bounceClass: 'hard' });
  expect(await deliveryOf(late.deliveryId)).toMatchObject({ bounceClass: 'soft' });
});

test('a soft bounce that comes after the delivery it preceded was taken back already', async () => {
  const at = (minutesAgo: number) => ({ occurredAt: new Date(Date.now() - minutesAgo * 60_000) });
  const [apart, together, read] = [await makePerson(), await makePerson(), await makePerson()];
  await bounces().receive([feedbackOn(apart.deliveryId, 'success', at(5))]);
  await bounces().receive([
    feedbackOn(apart.deliveryId, 'soft', at(9)),
    feedbackOn(together.deliveryId, 'success', at(5)),
    feedbackOn(together.deliveryId, 'soft', at(9)),
    feedbackOn(read.deliveryId, 'open', at(5)),
    feedbackOn(read.deliveryId, 'soft', at(9)),
  ]);
  expect(await deliveryOf(apart.deliveryId)).toMatchObject({ bounceClass: null, bouncedAt: null });
  expect(await deliveryOf(together.deliveryId)).toMatchObject({ bounceClass: null, bouncedAt: null });
  expect(await deliveryOf(read.deliveryId)).toMatchObject({ bounceClass: 'soft' });
});

test('of several moments in one call the last arrival and the first complaint count', async () => {
  const now = Date.now();
  const at = (minutesAgo: number) => new Date(now - minutesAgo * 60_000);
  const { deliveryId } = await makePerson();
  await bounces().receive([feedbackOn(deliveryId, 'soft', { occurredAt: at(8) })]);
  await bounces().receive(
    [9, 5, 7].flatMap((minutes) => [
      feedbackOn(deliveryId, 'success', { occurredAt: at(minutes) }),
      feedbackOn(deliveryId, 'complaint', { occurredAt: at(minutes - 2) }),
    ]),
  );
  const row = await deliveryOf(deliveryId);
  expect(row).toMatchObject({ bounceClass: null, bouncedAt: null });
  expect([row.arrivedAt, row.complainedAt].map((moment) => new Date(moment))).toEqual([at(3), at(7)]);
});

test('no date and no id, whatever a stranger writes there, keeps feedback from being stored', async () => {
  const times = [8.64e15, -8.64e15, Date.UTC(-1, 0), Date.UTC(300, 0)].map((time) => new Date(time));
  const wrong = await Promise.all(times.map(() => makePerson()));
  await bounces().receive(
    wrong.map(({ deliveryId }, index) =>
      feedbackOn(deliveryId, 'hard', {
        occurredAt: times[index] ?? null,
        keys: { messageIds: ['<a\0b@d.example>', '<\ud800@d.example>'] },
      }),
    ),
  );
  const reasons = await Promise.all(wrong.map(({ email }) => suppressionOf(email)));
  expect(reasons).toEqual(times.map(() => 'hard_bounce'));
});

test('a block or a message that is refused counts as a soft bounce of its reason and suppresses nobody', async () => {
  const [blocked, tooBig, unsigned] = [await makePerson(), await makePerson(), await makePerson()];
  await bounces().receive([
    feedbackOn(blocked.deliveryId, 'block'),
    feedbackOn(tooBig.deliveryId, 'content'),
    feedbackOn(unsigned.deliveryId, 'auth-failure', { action: 'failed' }),
  ]);
  for (const [{ deliveryId, email }, bounceReason] of [
    [blocked, 'policy'],
    [tooBig, 'content'],
    [unsigned, 'policy'],
  ] as const) {
    expect(await deliveryOf(deliveryId)).toMatchObject({ bounceClass: 'soft', bounceReason });
    expect(await suppressionOf(email)).toBeNull();
  }
});

test('what only tells, changes nothing', async () => {
  const { deliveryId } = await makePerson();
  const before = await deliveryOf(deliveryId);
  await bounces().receive([
    feedbackOn(deliveryId, 'delay'),
    feedbackOn(deliveryId, 'unknown'),
    feedbackOn(deliveryId, 'auth-failure'),
  ]);
  expect(await deliveryOf(deliveryId)).toEqual(before);
});

test('who complains is suppressed and leaves every list; who asks to leave, the list they were written to', async () => {
  const [angry, leaving] = [await makePerson(), await makePerson()];
  for (const { email } of [angry, leaving]) await makeList(app.strapi, `otra-${email}`, [email]);
  await bounces().receive([
    feedbackOn(angry.deliveryId, 'complaint'),
    feedbackOn(leaving.deliveryId, 'unsubscribe'),
  ]);
  expect(await subscriptionsOf(angry.contactId)).toEqual(['unsubscribed', 'unsubscribed']);
  expect(await suppressionOf(angry.email)).toBe('complaint');
  expect(await deliveryOf(angry.deliveryId)).toMatchObject({ complainedAt: expect.anything() });
  expect(await suppressionOf(leaving.email)).toBeNull();
});

test('evidence that nobody can read is kept once', async () => {
  const poison = { source: 'mailbox', evidence: 'x'.repeat(70_000), why: 'too deep' } as const;
  await bounces().setAside(poison);
  await bounces().setAside(poison);
  const rows = await feedback({ state: 'poison' });
  expect(rows).toMatchObject([{ why: 'too deep', class: 'unknown' }]);
  expect(rows[0].evidence).toHaveLength(64 * 1024);
});

test('an erased person is taken out of what came back, and of what merely names their address', async () => {
  const { deliveryId, email, contactId } = await makePerson();
  const words = { reply: `550 ${email}: user unknown`, evidence: `To: ${email}`, keys: { address: email } };
  const unmatched = feedbackOn(null, 'hard', words);
  await bounces().receive([feedbackOn(deliveryId, 'hard', words), unmatched]);
  await contactsOf(app.strapi).erase([contactId], null);
  const left = await feedback({ $or: [{ deliveryId }, { eventId: unmatched.eventId }] });
  expect(left).toMatchObject([
    { state: 'matched', class: 'hard', campaignId, contactId: null, domain: 'd.example' },
    { state: 'unmatched', class: 'hard' },
  ]);
  expect(JSON.stringify(left)).not.toContain(email);
  const hash = consentOf(app.strapi).addressHash(email);
  expect(JSON.stringify(left)).not.toContain(hash);
  expect(await suppressionOf(email)).toBe('hard_bounce');
  expect(JSON.stringify(await consentOf(app.strapi).suppressionHistory(hash))).not.toContain(email);
});

test('of an erased person no former address is left, but what speaks of who has it now', async () => {
  const [person, heir] = [await makePerson(), await makePerson()];
  const [former, lent] = [person.email, `prestada-${heir.email}`];
  const move = async ({ contactId }: { contactId: number }, email: string) => {
    const { emailHash } = await app.strapi.db
      .query('plugin::mail-campaigns.contact')
      .findOne({ where: { id: contactId } });
    const proof = { notice: 'mine', language: 'es', ip: null, userAgent: null };
    const moved = await preferencesOf(app.strapi).changeAddress({ id: contactId, emailHash }, email, proof);
    expect(moved).toBe('changed');
  };
  const words = (email: string) => ({ reply: `550 ${email}: user unknown`, keys: { address: email } });
  await bounces().receive([
    feedbackOn(person.deliveryId, 'hard', words(former)),
    feedbackOn(null, 'hard', words(former)),
    feedbackOn(null, 'hard', words(lent)),
  ]);
  await move(person, lent);
  await move(person, `nueva-${former}`);
  await move(heir, lent);
  await contactsOf(app.strapi).erase([person.contactId], null);
  const left = JSON.stringify([
    await feedback({}),
    await app.strapi.db.query('plugin::mail-campaigns.suppression').findMany({}),
    await app.strapi.db.query('plugin::mail-campaigns.suppression-record').findMany({}),
  ]);
  expect(left).not.toContain(former);
  expect(left).toContain(lent);
  expect(await suppressionOf(former)).toBe('hard_bounce');
});

test('of an erased person only the figures change', async () => {
  const { deliveryId, email, contactId } = await makePerson();
  await contactsOf(app.strapi).erase([contactId], null);
  const words = { reply: `550 ${email}: user unknown`, evidence: `To: ${email}`, keys: { address: email } };
  await bounces().receive([feedbackOn(deliveryId, 'hard', words)]);
  expect(await deliveryOf(deliveryId)).toMatchObject({ bounceClass: 'hard', reply: null });
  const [row] = await feedback({ deliveryId });
  expect(JSON.stringify(row)).not.toContain(email);
  expect(row).toMatchObject({ evidence: null, addressHash: null, domain: 'd.example' });
  expect(await suppressionOf(email)).toBe('hard_bounce');
});
