import type { Frequency } from '../../contracts';
import { ledgerOf, type LedgerService } from '../../server/ledger';
import { clock } from '../../server/lib/clock';
import { startApp, type TestApp } from '../support/app';
import { makeList } from '../support/campaign';

const DAY_MS = 24 * 3_600_000;
const NOW = new Date('2026-03-17T14:00:00.000Z');

let app: TestApp;
let ledger: LedgerService;
let campaignId = 0;
let lists = 0;

beforeAll(async () => {
  app = await startApp({ config: { sending: { tickSeconds: 60 } } });
  ledger = ledgerOf(app.strapi);
});
afterAll(() => app.stop());
beforeEach(() => at(NOW));
afterEach(() => jest.restoreAllMocks());

const at = (moment: Date) => jest.spyOn(clock, 'now').mockReturnValue(moment);
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);
const inDays = (days: number) => daysAgo(-days);

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

const listOf = (...names: string[]) => {
  lists += 1;
  return makeList(
    app.strapi,
    `lista-${lists}`,
    names.map((name) => `${name}@personas.example`),
  );
};
const contactId = async (name: string): Promise<number> =>
  (
    await app.strapi.db
      .query('plugin::mail-campaigns.contact')
      .findOne({ where: { email: `${name}@personas.example` } })
  ).id;
const pause = async (name: string, pausedUntil: Date | null) =>
  app.strapi.db
    .query('plugin::mail-campaigns.contact')
    .update({ where: { id: await contactId(name) }, data: { pausedUntil } });
const want = async (name: string, listId: number, frequency: Frequency | null) =>
  app.strapi.db
    .getConnection('mail_campaigns_subscriptions')
    .where({ contact_id: await contactId(name), list_id: listId })
    .update({ frequency });

/** Freezes a campaign to the lists. @returns its id. */
async function freeze(...listIds: number[]): Promise<number> {
  campaignId += 1;
  const id = campaignId;
  await app.strapi.db.transaction(({ trx }: any) => ledger.freeze(id, listIds, CONTENT, trx));
  return id;
}

/** By name, the reason of who is excluded, the status of the others. */
async function outcomes(id: number): Promise<Record<string, string>> {
  const { data } = await ledger.deliveries(id, { page: 1, pageSize: 100, search: '' });
  expect((await ledger.balance(id))?.addsUp).toBe(true);
  return Object.fromEntries(
    data.map(({ address, status, reason }) => [address?.split('@')[0] ?? '', reason ?? status]),
  );
}

const claim = (id: number) =>
  ledger.claim(
    { campaignId: id, fromId: 0, toId: 2_000_000_000, limit: 100 },
    'worker',
    `worker:${id}:${Math.random()}`,
  );

/** Sends what a campaign has left, as if the relay took it at that moment. */
async function send(id: number, when: Date): Promise<void> {
  at(when);
  const { rows } = await claim(id);
  await ledger.settle(
    rows.map((row) => ({
      id: row.id,
      claim: row.claim,
      status: 'accepted',
      messageId: `<${row.id}@example.edu.co>`,
      reply: '250 ok',
    })),
  );
  at(NOW);
}

describe('pause', () => {
  test('who pauses is left out until the moment has come, and counted with the reason', async () => {
    const list = await listOf('pa', 'pb', 'pc', 'pd');
    await pause('pa', inDays(14));
    await pause('pb', new Date(NOW.getTime() + 1));
    await pause('pc', NOW);
    expect(await ledger.audience([list])).toEqual({ candidates: 4, recipients: 2, excluded: { paused: 2 } });
    expect(await outcomes(await freeze(list))).toEqual({
      pa: 'paused',
      pb: 'paused',
      pc: 'pending',
      pd: 'pending',
    });
    at(inDays(14));
    expect(await ledger.audience([list])).toEqual({ candidates: 4, recipients: 4, excluded: {} });
  });

  test('who begins one while the campaign runs is not written to any more, also where the relay put them off', async () => {
    const list = await listOf('qa', 'qb', 'qc');
    const id = await freeze(list);
    const { rows } = await ledger.claim({ campaignId: id, fromId: 0, toId: 2e9, limit: 1 }, 'worker', 'w:1');
    await ledger.settle(
      rows.map((row) => ({
        id: row.id,
        claim: row.claim,
        status: 'deferred',
        waitMilliseconds: 1,
        reply: '450',
      })),
    );
    for (const name of ['qa', 'qb']) await pause(name, inDays(30));
    at(inDays(1));
    expect((await claim(id)).rows.map(({ address }) => address)).toEqual(['qc@personas.example']);
    expect(await outcomes(id)).toEqual({ qa: 'paused', qb: 'paused', qc: 'in_flight' });
  });
});

describe('frequency', () => {
  test('at most one a week or a month, counted from the e-mail before', async () => {
    const list = await listOf('fa', 'fb', 'fc');
    await send(await freeze(list), daysAgo(20));
    await want('fa', list, 'weekly');
    await want('fb', list, 'monthly');
    expect(await outcomes(await freeze(list))).toEqual({ fa: 'pending', fb: 'frequency', fc: 'pending' });
    at(inDays(8));
    expect((await ledger.audience([list])).excluded).toEqual({});
    await send(campaignId, NOW);
    expect((await ledger.audience([list])).excluded).toEqual({ frequency: 2 });
  });

  test.each([
    ['weekly', 7],
    ['monthly', 28],
  ] as const)(
    'who wants it %s gets each e-mail of a list that writes every %i days, some hours early, too',
    async (frequency, days) => {
      const list = await listOf(`early-${frequency}`);
      await want(`early-${frequency}`, list, frequency);
      await send(await freeze(list), daysAgo(days - 0.25));
      expect((await ledger.audience([list])).recipients).toBe(1);
    },
  );

  test('counts one list only, and writes through another one that may', async () => {
    const [first, second] = [await listOf('ga', 'gb', 'gc'), await listOf('ga')];
    await send(await freeze(first), daysAgo(1));
    await want('ga', first, 'weekly');
    await want('gb', first, 'weekly');
    const id = await freeze(first, second);
    expect(await outcomes(id)).toEqual({ ga: 'pending', gb: 'frequency', gc: 'pending' });
    const { rows } = await claim(id);
    expect(rows.find(({ address }) => address.startsWith('ga'))?.list.id).toBe(second);
  });

  test('an e-mail that was refused does not count', async () => {
    const list = await listOf('ha');
    await want('ha', list, 'monthly');
    const { rows } = await claim(await freeze(list));
    await ledger.settle(
      rows.map((row) => ({
        id: row.id,
        claim: row.claim,
        status: 'rejected',
        bounceClass: 'soft',
        bounceReason: 'mailbox_full',
        reply: '552',
      })),
    );
    expect((await ledger.audience([list])).recipients).toBe(1);
  });

  test('of two campaigns that run at once, one is sent', async () => {
    const list = await listOf('ia', 'ib');
    await want('ia', list, 'weekly');
    const [first, second] = [await freeze(list), await freeze(list)];
    expect((await claim(first)).rows).toHaveLength(2);
    expect((await claim(second)).rows).toHaveLength(1);
    expect(await outcomes(second)).toEqual({ ia: 'frequency', ib: 'in_flight' });
  });

  test('a second try of the same e-mail is not a second e-mail', async () => {
    const list = await listOf('ja');
    await want('ja', list, 'weekly');
    const id = await freeze(list);
    const { rows } = await claim(id);
    await ledger.settle(
      rows.map((row) => ({
        id: row.id,
        claim: row.claim,
        status: 'deferred',
        waitMilliseconds: 1,
        reply: '450',
      })),
    );
    at(inDays(1));
    expect((await claim(id)).rows).toHaveLength(1);
  });
});

test('a suppression and a leaving outweigh both', async () => {
  const list = await listOf('ka', 'kb');
  for (const name of ['ka', 'kb']) await pause(name, inDays(1));
  await app.strapi.db
    .getConnection('mail_campaigns_subscriptions')
    .where({ contact_id: await contactId('ka') })
    .update({ status: 'unsubscribed' });
  expect(await outcomes(await freeze(list))).toEqual({ ka: 'unsubscribed', kb: 'paused' });
});
