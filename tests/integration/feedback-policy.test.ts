import { bouncesOf } from '../../server/bounces';
import { consentOf } from '../../server/consent';
import { ledgerOf } from '../../server/ledger';
import { clock } from '../../server/lib/clock';
import { startApp, type TestApp } from '../support/app';
import { makeList } from '../support/campaign';
import { feedbackOn } from '../support/feedback';
import { makeDelivery } from '../support/recipient';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ config: { sending: { tickSeconds: 60 } } });
});
afterAll(() => app.stop());
afterEach(() => jest.restoreAllMocks());

const bounces = () => bouncesOf(app.strapi);
const day = (number: number): Date => new Date(Date.UTC(2026, 0, 1) + number * 86_400_000);
const itIs = (number: number) => jest.spyOn(clock, 'now').mockReturnValue(day(number));

let people = 0;
let campaigns = 0;
interface Person {
  email: string;
  contactId: number;
  listId: number;
}
async function makePerson(): Promise<Person> {
  people += 1;
  const email = `ana${people}@d.example`;
  const listId = await makeList(app.strapi, `lista-${people}`, [email]);
  const contact = await app.strapi.db.query('plugin::mail-campaigns.contact').findOne({ where: { email } });
  return { email, contactId: contact.id, listId };
}
/** The next campaign's e-mail to a person, accepted on a day. */
async function send({ contactId, listId, email }: Person, on: number): Promise<number> {
  campaigns += 1;
  itIs(on);
  return makeDelivery(app.strapi, { campaignId: campaigns, contactId, listId, email, acceptedAt: day(on) });
}
/** … that comes back at once, as a soft bounce. */
async function bounceSoftly(person: Person, on: number, more: object = {}): Promise<number> {
  const deliveryId = await send(person, on);
  await bounces().receive([feedbackOn(deliveryId, 'soft', { reply: '452 4.2.2 full', ...more })]);
  return deliveryId;
}
const suppressionOf = async ({ email }: Person) => {
  const hash = consentOf(app.strapi).addressHash(email);
  return (await consentOf(app.strapi).suppressionsOf([hash])).get(hash);
};
const isInNextCampaign = async ({ listId }: Person) =>
  (await ledgerOf(app.strapi).audience([listId])).recipients === 1;

describe('too many soft bounces', () => {
  test('let an address rest, then get one try, then rest again at once', async () => {
    const person = await makePerson();
    for (const on of [0, 7, 14, 21]) await bounceSoftly(person, on);
    expect(await suppressionOf(person)).toBeUndefined();
    await bounceSoftly(person, 28);
    const [row] = await app.strapi.db
      .query('plugin::mail-campaigns.feedback')
      .findMany({ where: { contactId: person.contactId }, orderBy: { id: 'desc' } });
    expect(await suppressionOf(person)).toEqual({
      reason: 'soft_limit',
      since: day(28),
      until: day(118),
      evidence: '452 4.2.2 full',
      feedbackId: row.id,
      campaignId: campaigns,
    });
    expect(await isInNextCampaign(person)).toBe(false);
    itIs(117);
    await bounces().tidy();
    expect(await isInNextCampaign(person)).toBe(false);
    itIs(118);
    await bounces().tidy();
    expect(await isInNextCampaign(person)).toBe(true);
    await bounceSoftly(person, 120);
    expect(await suppressionOf(person)).toMatchObject({ reason: 'soft_limit', until: day(210) });
    const history = await consentOf(app.strapi).suppressionHistory(
      consentOf(app.strapi).addressHash(person.email),
    );
    expect(history.map(({ action, rule }) => [action, rule])).toEqual([
      ['suppressed', null],
      ['lifted', 'rest-over'],
      ['suppressed', null],
    ]);
  });

  test.each<[string, (person: Person, softs: number[]) => Promise<unknown>]>([
    ['an e-mail that arrived and brought no bounce', (person) => send(person, 22)],
    [
      'a click of a person',
      async (_, [, , , last]) =>
        app.strapi.db.query('plugin::mail-campaigns.event').create({
          data: { campaignId: 1, deliveryId: last, type: 'click', class: 'human', occurredAt: day(24) },
        }),
    ],
    [
      'a delivery that the provider tells of',
      async (_, [, , , last]) =>
        bounces().receive([feedbackOn(last as number, 'success', { occurredAt: day(22) })]),
    ],
    [
      'an open that the provider tells of',
      async (_, [, , , last]) =>
        bounces().receive([feedbackOn(last as number, 'open', { occurredAt: day(22) })]),
    ],
  ])('%s is a sign of life: the count begins anew', async (_, live) => {
    const person = await makePerson();
    const softs: number[] = [];
    for (const on of [0, 7, 14, 21]) softs.push(await bounceSoftly(person, on));
    itIs(24);
    await live(person, softs);
    await bounceSoftly(person, 28);
    expect(await suppressionOf(person)).toBeUndefined();
  });

  test.each<[string, (person: Person, softs: number[]) => Promise<unknown>]>([
    ['an e-mail whose bounce may still come', (person) => send(person, 25)],
    [
      'a machine that opens',
      async (_, [, , , last]) =>
        app.strapi.db.query('plugin::mail-campaigns.event').create({
          data: { campaignId: 1, deliveryId: last, type: 'open', class: 'machine', occurredAt: day(24) },
        }),
    ],
    [
      'a bounce told of twice',
      async (_, [first]) => bounces().receive([feedbackOn(first as number, 'soft')]),
    ],
  ])('%s is none', async (_, act) => {
    const person = await makePerson();
    const softs: number[] = [];
    for (const on of [0, 7, 14, 21]) softs.push(await bounceSoftly(person, on));
    itIs(24);
    await act(person, softs);
    await bounceSoftly(person, 28);
    expect(await suppressionOf(person)).toMatchObject({ reason: 'soft_limit' });
  });

  test.each(['admin', 'opt-in'] as const)('a rest that is lifted early (%s) is forgotten', async (rule) => {
    const person = await makePerson();
    for (const on of [0, 7, 14, 21, 28]) await bounceSoftly(person, on);
    itIs(30);
    const hash = consentOf(app.strapi).addressHash(person.email);
    expect(await consentOf(app.strapi).lift([hash], ['soft_limit'], { rule, note: 'works' })).toBe(1);
    await bounceSoftly(person, 35);
    expect(await suppressionOf(person)).toBeUndefined();
  });

  test('blocks and refused content never come to it, however many', async () => {
    const person = await makePerson();
    for (const own of ['block', 'content', 'block', 'content', 'block', 'block', 'content'] as const) {
      const deliveryId = await send(person, campaigns * 7);
      await bounces().receive([feedbackOn(deliveryId, own)]);
    }
    expect(await suppressionOf(person)).toBeUndefined();
  });

  test('bounces of a former address do not count against a new one', async () => {
    const person = await makePerson();
    for (const on of [0, 7, 14, 21]) await bounceSoftly(person, on);
    const moved = { ...person, email: `otra-${person.email}` };
    await bounceSoftly(moved, 28);
    expect(await suppressionOf(moved)).toBeUndefined();
    expect(await suppressionOf(person)).toBeUndefined();
  });

  test('a hard bounce outweighs the rest and does not end', async () => {
    const person = await makePerson();
    for (const on of [0, 7, 14, 21, 28]) await bounceSoftly(person, on);
    const deliveryId = await send(person, 29);
    await bounces().receive([feedbackOn(deliveryId, 'hard', { reply: '550 5.1.1' })]);
    itIs(400);
    await bounces().tidy();
    expect(await suppressionOf(person)).toMatchObject({
      reason: 'hard_bounce',
      until: null,
      evidence: '550 5.1.1',
    });
  });
});

describe('upkeep', () => {
  test('evidence goes when its time is over, what it meant stays; good news goes whole', async () => {
    const rows = async () =>
      app.strapi.db.query('plugin::mail-campaigns.feedback').findMany({ orderBy: { id: 'asc' } });
    itIs(1000);
    await bounces().tidy();
    await app.strapi.db.query('plugin::mail-campaigns.feedback').deleteMany({});
    const person = await makePerson();
    const old = await send(person, 1000);
    await bounces().receive([
      feedbackOn(old, 'soft', { evidence: 'old words' }),
      feedbackOn(old, 'success'),
      feedbackOn(old, 'open'),
    ]);
    const recent = await send(person, 1000 + 1);
    await bounces().receive([feedbackOn(recent, 'success', { evidence: 'new words' })]);
    itIs(1000 + 180);
    await bounces().tidy();
    expect(await rows()).toHaveLength(4);
    jest.spyOn(clock, 'now').mockReturnValue(new Date(day(1000 + 180).getTime() + 1));
    await Promise.all([bounces().tidy(), bounces().tidy()]);
    expect(await rows()).toMatchObject([
      { class: 'soft', state: 'matched', deliveryId: old, evidence: null, keys: null },
      { class: 'success', deliveryId: recent, evidence: 'new words' },
    ]);
  });
});
