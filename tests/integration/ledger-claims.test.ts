import type { Delivery } from '../../contracts';
import { consentOf } from '../../server/consent';
import { ledgerOf, type ClaimedRow, type LedgerService, type Outcome } from '../../server/ledger';
import { clock } from '../../server/lib/clock';
import { startApp, type TestApp } from '../support/app';
import { makeList } from '../support/campaign';

let app: TestApp;
let ledger: LedgerService;
let campaignId = 0;
let listId: number;

const PEOPLE = 40;
const everyone = Array.from({ length: PEOPLE }, (_, i) => `p${i}@d${i % 4}.example`);

beforeAll(async () => {
  app = await startApp({ config: { sending: { tickSeconds: 60 } } });
  ledger = ledgerOf(app.strapi);
  listId = await makeList(app.strapi, 'boletin', everyone);
});
afterAll(() => app.stop());
afterEach(() => jest.restoreAllMocks());

const CONTENT = {
  subject: 's',
  preheader: '',
  html: '<p>h</p>',
  text: 't',
  fromName: 'Instituto',
  fromAddress: 'boletin@example.edu.co',
  replyTo: null,
  options: { viewInBrowser: true, unsubscribeLink: true, trackOpens: true, trackClicks: true },
  links: [],
};

/** A ledger without a campaign: nothing else works on it. */
beforeEach(async () => {
  campaignId += 1_000;
  await app.strapi.db.transaction(({ trx }: any) => ledger.freeze(campaignId, [listId], CONTENT, trx));
});

const all = { fromId: 0, toId: 2_000_000_000 };
let claims = 0;
const claim = (limit: number, withoutDomains: string[] = []) => {
  claims += 1;
  return ledger.claim({ campaignId, ...all, limit, withoutDomains }, 'worker', `worker:${claims}`);
};
const accepted = ({ id, claim: by }: ClaimedRow): Outcome => ({
  id,
  claim: by,
  status: 'accepted',
  messageId: `<${id}@example.edu.co>`,
  reply: '250 ok',
});
const byStatus = async () => (await ledger.totals([campaignId])).get(campaignId)?.byStatus;
const rowOf = async (id: number) => {
  const { data } = await ledger.deliveries(campaignId, { page: 1, pageSize: 100, search: '' });
  return data.find((row) => row.id === id);
};

test('claims at once take different rows, each row once, until none is left', async () => {
  const groups = await Promise.all(Array.from({ length: 12 }, () => claim(5)));
  const first = groups.flatMap(({ rows }) => rows);
  const rest = (await claim(PEOPLE)).rows;
  const addresses = [...first, ...rest].map(({ address }) => address);
  expect(addresses.sort()).toEqual([...everyone].sort());
  expect(await claim(5)).toEqual({ rows: [], exhausted: true });
  expect(await byStatus()).toMatchObject({ in_flight: PEOPLE, pending: 0 });
});

test('a claimed row brings what its message needs', async () => {
  const { rows, exhausted } = await claim(1);
  expect(exhausted).toBe(false);
  expect(rows).toEqual([
    expect.objectContaining({
      address: expect.stringMatching(/^p\d+@d\d\.example$/),
      attempts: 1,
      contact: expect.objectContaining({ firstName: expect.stringMatching(/^p\d+$/), language: 'es' }),
      list: { id: listId, name: 'boletin', slug: 'boletin' },
    }),
  ]);
});

test('domains that are held stay where they are', async () => {
  const { rows, exhausted } = await claim(PEOPLE, ['d1.example', 'd2.example']);
  expect(exhausted).toBe(true);
  expect(new Set(rows.map(({ domain }) => domain))).toEqual(new Set(['d0.example', 'd3.example']));
  expect(await byStatus()).toMatchObject({ pending: PEOPLE / 2, in_flight: PEOPLE / 2 });
});

test('outcomes of all kinds are written as they are, in one go', async () => {
  const [a, b, c, d, e] = (await claim(5)).rows as [
    ClaimedRow,
    ClaimedRow,
    ClaimedRow,
    ClaimedRow,
    ClaimedRow,
  ];
  const before = clock.now().getTime();
  const of = ({ id, claim: by }: ClaimedRow, reply: string) => ({ id, claim: by, reply });
  await ledger.settle([
    { ...of(a, "250 2.0.0 d'accord \\ \0 ñ 🎉"), status: 'accepted', messageId: '<a@example.edu.co>' },
    {
      ...of(b, '550 5.1.1 no such user'),
      status: 'rejected',
      bounceClass: 'hard',
      bounceReason: 'unknown_address',
    },
    { ...of(c, '450 4.7.1 later'), status: 'deferred', waitMilliseconds: 90_000 },
    { ...of(d, ''), status: 'pending' },
    { ...of(e, 'connection lost'), status: 'uncertain' },
  ]);
  expect(await byStatus()).toMatchObject({
    accepted: 1,
    rejected: 1,
    deferred: 1,
    uncertain: 1,
    in_flight: 0,
    pending: PEOPLE - 4,
  });
  expect(await rowOf(a.id)).toMatchObject({ status: 'accepted', reply: "250 2.0.0 d'accord \\  ñ 🎉" });
  expect(await rowOf(b.id)).toMatchObject({ bounceClass: 'hard', bounceReason: 'unknown_address' });
  expect(await rowOf(d.id)).toMatchObject({ status: 'pending', attempts: 0 });
  const deferred = await rowOf(c.id);
  const wait = new Date(deferred?.nextAttemptAt ?? 0).getTime() - before;
  expect(wait).toBeGreaterThanOrEqual(90_000);
  expect(wait).toBeLessThan(150_000);
  expect(new Date((await rowOf(a.id))?.acceptedAt ?? 0).getTime()).toBeGreaterThanOrEqual(before - 1_000);
});

test('what was put off is due when its time has come, not before, and keeps its count of attempts', async () => {
  const [row] = (await claim(PEOPLE)).rows as [ClaimedRow];
  await ledger.settle([
    { id: row.id, claim: row.claim, reply: '450', status: 'deferred', waitMilliseconds: 60_000 },
  ]);
  expect(await ledger.dueRetries(campaignId, 10)).toEqual([]);
  expect((await claim(5)).rows).toEqual([]);
  const later = new Date(Date.now() + 61_000);
  jest.spyOn(clock, 'now').mockImplementation(() => later);
  expect(await ledger.dueRetries(campaignId, 10)).toEqual([row.id]);
  expect((await claim(5)).rows).toMatchObject([{ id: row.id, attempts: 2 }]);
});

test('an outcome of another claim changes nothing: the row belongs to who marked it', async () => {
  const [row] = (await claim(1)).rows as [ClaimedRow];
  await ledger.settle([{ ...accepted(row), claim: 'worker:of-old' }]);
  expect(await rowOf(row.id)).toMatchObject({ status: 'in_flight' });
  await ledger.settle([accepted(row)]);
  await ledger.settle([{ id: row.id, claim: row.claim, reply: 'late', status: 'pending' }]);
  expect(await rowOf(row.id)).toMatchObject({ status: 'accepted' });
});

test('strays wait again as if never tried; what is known, uncertain or of another worker stays', async () => {
  const stray = await claim(2);
  const known = await claim(2);
  const unsure = await claim(1);
  const [row] = unsure.rows as [ClaimedRow];
  await ledger.settle([{ id: row.id, claim: row.claim, status: 'uncertain', reply: 'cut' }]);
  await ledger.claim({ campaignId, ...all, limit: 1 }, 'another', 'another:1');
  await ledger.releaseStrays('worker', [campaignId], (name) => name === known.rows[0]?.claim);
  expect(await byStatus()).toMatchObject({ in_flight: 3, uncertain: 1, pending: PEOPLE - 4 });
  for (const { id } of stray.rows) expect(await rowOf(id)).toMatchObject({ status: 'pending', attempts: 0 });
  const again = (await claim(PEOPLE)).rows.map(({ id }) => id);
  expect(again).toEqual(expect.arrayContaining(stray.rows.map(({ id }) => id)));
});

test('who left, was suppressed or erased since the freeze is excluded with the reason, not claimed', async () => {
  const { data } = await ledger.deliveries(campaignId, { page: 1, pageSize: 100, search: '' });
  const [left, suppressed, erased] = data as [Delivery, Delivery, Delivery, ...Delivery[]];
  const contacts = app.strapi.db.query('plugin::mail-campaigns.contact');
  const contact = async ({ address }: { address: string | null }) =>
    (await contacts.findOne({ where: { email: address } })) as { id: number; emailHash: string };
  const db = app.strapi.db.connection;
  await db('mail_campaigns_subscriptions')
    .where({ contact_id: (await contact(left)).id })
    .update({ status: 'unsubscribed' });
  const { emailHash } = await contact(suppressed);
  await app.strapi.db.transaction(({ trx }: any) =>
    consentOf(app.strapi).suppress(
      [{ addressHash: emailHash, reason: 'complaint', evidence: 'arf', campaignId }],
      trx,
    ),
  );
  await contacts.delete({ where: { id: (await contact(erased)).id } });

  const { rows } = await claim(PEOPLE);
  expect(rows).toHaveLength(PEOPLE - 3);
  const reasons = (
    await ledger.deliveries(campaignId, { page: 1, pageSize: 100, search: '', status: 'excluded' })
  ).data;
  expect(new Map(reasons.map(({ address, reason }) => [address, reason]))).toEqual(
    new Map([
      [left.address, 'unsubscribed'],
      [suppressed.address, 'suppressed_complaint'],
      [erased.address, 'erased'],
    ]),
  );
});
