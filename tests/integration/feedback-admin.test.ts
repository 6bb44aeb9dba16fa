import type { FeedbackRow } from '../../contracts';
import { bouncesOf, type Feedback } from '../../server/bounces';
import { consentOf } from '../../server/consent';
import { subscriptionsOf } from '../../server/contacts';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { makeList } from '../support/campaign';
import { feedbackOn, messageIdOf } from '../support/feedback';
import { makeDelivery } from '../support/recipient';

let app: TestApp;
let admin: AdminClient;
let campaignId: number;

beforeAll(async () => {
  app = await startApp({ config: { sending: { tickSeconds: 60 } } });
  admin = await app.admin('bounces.read', 'bounces.manage', 'contacts.read');
  const campaign = await app.strapi.db
    .query('plugin::mail-campaigns.campaign')
    .create({ data: { name: 'Boletín de enero', status: 'draft', timeZone: 'America/Bogota' } });
  campaignId = campaign.id;
});
afterAll(() => app.stop());

const bounces = () => bouncesOf(app.strapi);
let people = 0;
interface Person {
  email: string;
  contactId: number;
  deliveryId: number;
}
async function makePerson(status = 'accepted', own = campaignId): Promise<Person> {
  people += 1;
  const email = `persona${people}@d${people % 2}.example`;
  const listId = await makeList(app.strapi, `lista-${people}`, [email]);
  const contact = await app.strapi.db.query('plugin::mail-campaigns.contact').findOne({ where: { email } });
  const deliveryId = await makeDelivery(app.strapi, {
    campaignId: own,
    contactId: contact.id,
    listId,
    email,
    status,
  });
  return { email, contactId: contact.id, deliveryId };
}
const rowOf = (id: number) =>
  app.strapi.db.query('plugin::mail-campaigns.delivery').findOne({ where: { id } });
const suppressionOf = async ({ email }: Person) => {
  const hash = consentOf(app.strapi).addressHash(email);
  return (await consentOf(app.strapi).suppressionsOf([hash])).get(hash)?.reason ?? null;
};
const list = async (query = ''): Promise<FeedbackRow[]> =>
  (await admin.get(`/feedback?pageSize=100${query}`).expect(200)).body.data;
const idOf = async ({ eventId }: Feedback): Promise<number> =>
  (await app.strapi.db.query('plugin::mail-campaigns.feedback').findOne({ where: { eventId } })).id;
const receive = async (...items: Feedback[]): Promise<number[]> => {
  await bounces().receive(items);
  return Promise.all(items.map(idOf));
};

describe('the list', () => {
  test('tells what came back, of whom, what it means and how that is known', async () => {
    const person = await makePerson();
    const item = feedbackOn(person.deliveryId, 'hard', {
      source: 'mailbox',
      reason: 'unknown_address',
      status: '5.1.1',
      rule: 'status:5.1.1',
      reply: '550 5.1.1 No such user',
      occurredAt: new Date('2026-01-02T03:04:05.000Z'),
      keys: { address: 'otra@lejos.example' },
    });
    const [id] = await receive(item);
    const [row] = await list('&search=no SUCH');
    expect(row).toEqual({
      id,
      source: 'mailbox',
      state: 'matched',
      why: null,
      class: 'hard',
      meaning: 'unknown-address',
      status: '5.1.1',
      reply: '550 5.1.1 No such user',
      rule: 'status:5.1.1',
      matchedBy: 'tag',
      campaign: { id: campaignId, name: 'Boletín de enero' },
      contact: { id: person.contactId, email: person.email },
      address: 'otra@lejos.example',
      domain: person.email.split('@')[1],
      forwardedTo: 'otra@lejos.example',
      suggestion: null,
      occurredAt: '2026-01-02T03:04:05.000Z',
      receivedAt: expect.any(String),
      hasEvidence: true,
    });
  });

  test('is filtered, searched and paged, newest first', async () => {
    const [one, two] = [await makePerson('accepted', 77), await makePerson('accepted', 77)];
    const ids = await receive(
      feedbackOn(one.deliveryId, 'soft', { source: 'ses' }),
      feedbackOn(two.deliveryId, 'block', { keys: { address: 'a_b%c@x.example' } }),
      feedbackOn(null, 'soft', { keys: { address: 'nadie@x.example' } }),
    );
    const of = async (query: string) => (await list(query)).map((row) => row.id);
    expect(await of('&campaignId=77')).toEqual([ids[1], ids[0]]);
    expect(await of('&campaignId=77&class=soft')).toEqual([ids[0]]);
    expect(await of('&source=ses')).toEqual([ids[0]]);
    expect(await of(`&contactId=${two.contactId}`)).toEqual([ids[1]]);
    expect(await of('&state=unmatched&search=NADIE')).toEqual([ids[2]]);
    expect(await of('&search=a_b%25c')).toEqual([ids[1]]);
    expect(await of('&search=aXb')).toEqual([]);
    const { meta, data } = (await admin.get('/feedback?campaignId=77&pageSize=1&page=2')).body;
    expect(data.map(({ id }: FeedbackRow) => id)).toEqual([ids[0]]);
    expect(meta.pagination).toEqual({ page: 2, pageSize: 1, pageCount: 2, total: 2 });
    for (const query of ['class=no', 'state=no', 'campaignId=x', 'sort=reply:asc', 'where=1'])
      await admin.get(`/feedback?${query}`).expect(400);
  });

  test('suggests a contact for an unmatched address, and nothing more', async () => {
    const person = await makePerson();
    await receive(feedbackOn(null, 'hard', { keys: { address: person.email } }));
    const [row] = await list(`&search=${person.email}`);
    expect(row).toMatchObject({
      state: 'unmatched',
      why: 'no-key',
      contact: null,
      suggestion: { id: person.contactId, email: person.email },
    });
    expect(await suppressionOf(person)).toBeNull();
  });

  test('shows evidence as text that can do no harm', async () => {
    const { deliveryId } = await makePerson();
    const evidence = Buffer.from('Subject: \u202Ehola\u001b[2J<b>\r\n\tñ\0\xff', 'latin1');
    const [id] = await receive(feedbackOn(deliveryId, 'hard', { evidence }));
    const { data } = (await admin.get(`/feedback/${id}`).expect(200)).body;
    expect(data.evidence).toBe('Subject: .hola\ufffd[2J<b>\n\t\ufffd\ufffd\ufffd');
    expect(data).toMatchObject({ isCut: false, suppresses: true });
    expect(data.keys.tags).toHaveLength(1);
    const [large] = await receive(feedbackOn(deliveryId, 'soft', { evidence: 'x'.repeat(70_000) }));
    expect((await admin.get(`/feedback/${large}`)).body.data).toMatchObject({
      isCut: true,
      suppresses: false,
    });
    await admin.get('/feedback/999999').expect(404);
  });
});

test('putting aside and taking back: what concerns nobody, never what concerns a person', async () => {
  const { deliveryId } = await makePerson();
  const [matched, unmatched] = (await receive(feedbackOn(deliveryId, 'soft'), feedbackOn(null, 'soft'))) as [
    number,
    number,
  ];
  await bounces().setAside({ source: 'mailbox', evidence: 'puts aside', why: 'too deep' });
  const [poison] = (await list('&state=poison')) as [FeedbackRow];
  const chosen = [matched, unmatched, poison.id];
  const dismiss = async (body: object) => (await admin.post('/feedback/dismiss', body).expect(200)).body.data;
  expect(await dismiss({ ids: chosen })).toEqual({ changed: 2 });
  expect((await list('&state=dismissed')).map(({ id }) => id)).toEqual([poison.id, unmatched]);
  expect(await dismiss({ ids: chosen })).toEqual({ changed: 0 });
  expect(await dismiss({ ids: chosen, dismissed: false })).toEqual({ changed: 2 });
  const states = (await list()).filter(({ id }) => chosen.includes(id)).map(({ id, state }) => [id, state]);
  expect(Object.fromEntries(states)).toEqual({
    [matched]: 'matched',
    [unmatched]: 'unmatched',
    [poison.id]: 'poison',
  });
  await admin.post('/feedback/dismiss', { ids: [] }).expect(400);
});

test('what came back of a campaign, alike together; of a person, with their suppressions', async () => {
  const own = 4_000;
  const [a, b, c] = [
    await makePerson('accepted', own),
    await makePerson('accepted', own),
    await makePerson('accepted', own),
  ];
  const full = { reason: 'mailbox_full', reply: '452 4.2.2 full' };
  await receive(
    feedbackOn(a.deliveryId, 'soft', full),
    feedbackOn(a.deliveryId, 'soft', { ...full, status: '4.2.2' }),
    feedbackOn(b.deliveryId, 'soft', { ...full, reply: '452 quota' }),
    feedbackOn(c.deliveryId, 'complaint'),
    feedbackOn(c.deliveryId, 'success'),
  );
  const { data } = (await admin.get(`/campaigns/${own}/bounces`).expect(200)).body;
  expect(data).toEqual([
    {
      class: 'soft',
      meaning: 'full-mailbox',
      recipients: 2,
      domains: [
        { domain: 'd0.example', recipients: 1 },
        { domain: 'd1.example', recipients: 1 },
      ],
      reply: '452 quota',
      lastAt: expect.any(String),
    },
    expect.objectContaining({ class: 'complaint', meaning: 'complaint', recipients: 1 }),
  ]);
  const person = (await admin.get(`/contacts/${c.contactId}/bounces`).expect(200)).body.data;
  expect(person.feedback.map((row: FeedbackRow) => row.class)).toEqual(['success', 'complaint']);
  expect(person.suppressions).toMatchObject([
    { action: 'suppressed', reason: 'complaint', feedbackId: person.feedback[1].id, campaignId: own },
  ]);
  await admin.get('/contacts/999999/bounces').expect(404);
});

describe('classifying again', () => {
  /** What the rules of today make of the evidence, by its text. */
  const rules = new Map<string, Partial<Feedback>>();
  beforeAll(() => {
    bounces().registerReader('generic', (evidence) => {
      const verdict = rules.get(evidence.toString());
      if (!verdict) throw new Error('cannot be read');
      return [{ ...feedbackOn(null, 'unknown'), ...verdict, eventId: 'cut, so it has another name' }];
    });
  });
  const again = async (body: object) =>
    (await admin.post('/feedback/classify-again', body).expect(200)).body.data;
  let texts = 0;
  async function stored(person: Person | null, own: Feedback['class'], more: object = {}) {
    texts += 1;
    const evidence = `evidence ${texts}`;
    const item = feedbackOn(person?.deliveryId ?? null, own, { evidence, ...more });
    const [id] = await receive(item);
    const becomes = (now: Feedback['class'], words: object = {}) =>
      rules.set(evidence, { ...item, class: now, rule: 'better', ...words });
    return { id: id as number, becomes };
  }

  test('moves the figures and the suppression with the class, both ways, and twice is once', async () => {
    const [spared, dead] = [await makePerson(), await makePerson()];
    const one = await stored(spared, 'hard', { reason: 'unknown_address' });
    const two = await stored(dead, 'soft', { reply: '550 cuenta cerrada' });
    expect(await suppressionOf(spared)).toBe('hard_bounce');
    one.becomes('block', { reason: 'reputation' });
    two.becomes('hard', { reason: 'disabled' });
    const ids = [one.id, two.id];
    expect(await again({ ids })).toEqual({
      looked: 2,
      changed: 2,
      matched: 0,
      unread: 0,
      lastId: two.id,
      left: 0,
    });
    expect(await rowOf(spared.deliveryId)).toMatchObject({ bounceClass: 'soft', bounceReason: 'policy' });
    expect(await rowOf(dead.deliveryId)).toMatchObject({
      bounceClass: 'hard',
      bounceReason: 'disabled',
      reply: '550 cuenta cerrada',
    });
    expect([await suppressionOf(spared), await suppressionOf(dead)]).toEqual([null, 'hard_bounce']);
    const hash = consentOf(app.strapi).addressHash(spared.email);
    expect(await consentOf(app.strapi).suppressionHistory(hash)).toMatchObject([
      { action: 'suppressed' },
      { action: 'lifted', rule: 'classified-again' },
    ]);
    expect(await again({ ids })).toMatchObject({ looked: 2, changed: 0 });
  });

  test('what proves no bounce any more gives the delivery back', async () => {
    const person = await makePerson();
    const { id, becomes } = await stored(person, 'soft');
    becomes('autoreply');
    await again({ ids: [id] });
    expect(await rowOf(person.deliveryId)).toMatchObject({
      status: 'accepted',
      bounceClass: null,
      bouncedAt: null,
      arrivedAt: expect.anything(),
    });
  });

  test('another proof keeps the suppression and the figure', async () => {
    const person = await makePerson();
    const { id, becomes } = await stored(person, 'hard');
    await stored(person, 'hard', { reason: 'unknown_domain' });
    becomes('delay');
    await again({ ids: [id] });
    expect(await suppressionOf(person)).toBe('hard_bounce');
    expect(await rowOf(person.deliveryId)).toMatchObject({ bounceReason: 'unknown_domain' });
  });

  test('where the last of several proofs falls, the suppression ends, whichever it began with', async () => {
    const person = await makePerson();
    const proofs = [await stored(person, 'hard'), await stored(person, 'hard')];
    for (const { id, becomes } of proofs) {
      expect(await suppressionOf(person)).toBe('hard_bounce');
      becomes('block');
      await again({ ids: [id] });
    }
    expect(await suppressionOf(person)).toBeNull();
  });

  test('what a former address brought back proves nothing against the one of today', async () => {
    const person = await makePerson();
    await stored(person, 'hard');
    const email = `nueva-${person.email}`;
    const deliveryId = await makeDelivery(app.strapi, {
      campaignId: campaignId + 1,
      contactId: person.contactId,
      listId: null,
      email,
      status: 'accepted',
    });
    const now = { ...person, email, deliveryId };
    const { id, becomes } = await stored(now, 'hard');
    expect(await suppressionOf(now)).toBe('hard_bounce');
    becomes('block');
    await again({ ids: [id] });
    expect(await suppressionOf(now)).toBeNull();
    expect(await suppressionOf(person)).toBe('hard_bounce');
  });

  test('a lift by an editor outlives what was said before it and is understood, or comes, only now', async () => {
    const person = await makePerson();
    const anHourAgo = { occurredAt: new Date(Date.now() - 3_600_000) };
    await stored(person, 'hard', anHourAgo);
    const { id, becomes } = await stored(person, 'unknown', anHourAgo);
    const hash = consentOf(app.strapi).addressHash(person.email);
    await consentOf(app.strapi).lift([hash], ['hard_bounce'], { rule: 'admin', note: 'called' });
    becomes('hard');
    await again({ ids: [id] });
    await stored(person, 'hard', anHourAgo);
    expect(await suppressionOf(person)).toBeNull();
    await stored(person, 'hard');
    expect(await suppressionOf(person)).toBe('hard_bounce');
  });

  test('a complaint that stays one throws nobody out who asked for e-mails again', async () => {
    const person = await makePerson();
    const { id, becomes } = await stored(person, 'complaint');
    const hash = consentOf(app.strapi).addressHash(person.email);
    await consentOf(app.strapi).lift([hash], ['complaint'], { rule: 'opt-in' });
    const listId = await makeList(app.strapi, `de-nuevo-${person.contactId}`, []);
    await subscriptionsOf(app.strapi).add([person.contactId], [listId], 'asked again', null);
    becomes('complaint');
    expect(await again({ ids: [id] })).toMatchObject({ changed: 1 });
    expect(await suppressionOf(person)).toBeNull();
    const standing = await subscriptionsOf(app.strapi).standing(person.contactId);
    expect(standing?.subscriptions.map(({ status }) => status).sort()).toEqual(['confirmed', 'unsubscribed']);
  });

  test('a dead address of long ago that has lived since is not suppressed', async () => {
    const person = await makePerson();
    const long = new Date(Date.now() - 30 * 86_400_000);
    const { id, becomes } = await stored(person, 'unknown', { occurredAt: long });
    await receive(feedbackOn(person.deliveryId, 'open'));
    becomes('hard');
    await again({ ids: [id] });
    expect(await suppressionOf(person)).toBeNull();
    expect(await rowOf(person.deliveryId)).toMatchObject({ bounceClass: 'hard' });
  });

  test('all that is unmatched or was not readable, in steps, until nothing is left', async () => {
    await app.strapi.db.query('plugin::mail-campaigns.feedback').deleteMany({
      where: { state: { $in: ['unmatched', 'poison'] } },
    });
    const [found, read] = [await makePerson(), await makePerson()];
    const { id, becomes } = await stored(null, 'soft');
    becomes('hard', { keys: { tags: [], messageIds: [messageIdOf(found.deliveryId)], address: null } });
    await bounces().setAside({ source: 'generic', evidence: 'was too deep', why: 'too deep' });
    rules.set('was too deep', { ...feedbackOn(read.deliveryId, 'hard'), evidence: 'was too deep' });
    await bounces().setAside({ source: 'generic', evidence: 'still too deep', why: 'too deep' });
    await stored(null, 'soft');
    expect(await again({ all: true })).toMatchObject({
      looked: 4,
      changed: 2,
      matched: 2,
      unread: 2,
      left: 0,
    });
    expect((await list(`&contactId=${found.contactId}`)).map((row) => row.id)).toEqual([id]);
    expect(await suppressionOf(found)).toBe('hard_bounce');
    expect(await suppressionOf(read)).toBe('hard_bounce');
    expect(await list('&state=poison')).toHaveLength(1);
    const last = (await again({ all: true })).lastId;
    expect(await again({ all: true, afterId: last })).toEqual({
      looked: 0,
      changed: 0,
      matched: 0,
      unread: 0,
      lastId: null,
      left: 0,
    });
  });

  test('what the relay refused is read by its own words, and stays refused', async () => {
    const person = await makePerson('rejected');
    await app.strapi.db.transaction(({ trx }: any) =>
      bounces().refused(
        [{ deliveryId: person.deliveryId, reply: '550 5.1.1 no such user', ofSender: false }],
        trx,
      ),
    );
    const [row] = (await list(`&contactId=${person.contactId}`)) as [FeedbackRow];
    await app.strapi.db.query('plugin::mail-campaigns.feedback').update({
      where: { id: row.id },
      data: { class: 'soft', reason: 'undefined', rule: 'older rules' },
    });
    expect(await again({ ids: [row.id] })).toMatchObject({ changed: 1 });
    expect(await list(`&contactId=${person.contactId}`)).toMatchObject([
      { class: 'hard', matchedBy: 'session', state: 'matched', address: person.email },
    ]);
    expect(await rowOf(person.deliveryId)).toMatchObject({
      status: 'rejected',
      bounceClass: 'hard',
      bounceReason: 'unknown_address',
    });
  });

  test('refuses what it does not know', async () => {
    for (const body of [{}, { ids: [] }, { all: false }, { ids: [1], all: true }, { ids: ['x'] }])
      await admin.post('/feedback/classify-again', body).expect(400);
  });
});

describe('alarms', () => {
  test('are listed until they are seen, and told to chosen people', async () => {
    const own = campaignId;
    const angry = [await makePerson(), await makePerson(), await makePerson()];
    await receive(...angry.map(({ deliveryId }) => feedbackOn(deliveryId, 'complaint')));
    await bounces().idle();
    const open = async (query = '&seen=false') =>
      (await admin.get(`/alarms?pageSize=100${query}`).expect(200)).body.data;
    const [alarm] = await open();
    expect(alarm).toMatchObject({
      kind: expect.stringMatching(/^complaints/),
      campaign: { id: own, name: 'Boletín de enero' },
      seenAt: null,
    });
    expect((await admin.post('/alarms/seen', { ids: [alarm.id] }).expect(200)).body.data).toEqual({
      changed: 1,
    });
    expect((await admin.post('/alarms/seen', { all: true }).expect(200)).body.data.changed).toBe(0);
    expect(await open()).toEqual([]);
    expect(await open('&seen=true')).toMatchObject([{ id: alarm.id, seenAt: expect.any(String) }]);
    await admin.post('/alarms/seen', {}).expect(400);
  });

  test('settings: whom to tell, beside the rules of the configuration', async () => {
    const addresses = ['Ana.Rojas@Example.org', 'ana.rojas@example.org', 'eva@example.org'];
    const saved = await admin.put('/bounces/settings', { alarmRecipients: addresses }).expect(200);
    expect(saved.body.data).toMatchObject({
      alarmRecipients: ['ana.rojas@example.org', 'eva@example.org'],
      rules: { soft: { count: 5 }, complaints: { pauseRate: 0.003 } },
    });
    expect((await admin.get('/bounces/settings')).body).toEqual(saved.body);
    await admin.put('/bounces/settings', { alarmRecipients: ['ana, eva@example.org'] }).expect(400);
    await admin.put('/bounces/settings', { alarmRecipients: [], rules: {} }).expect(400);
  });
});
