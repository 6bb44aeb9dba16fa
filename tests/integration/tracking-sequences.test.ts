import { request } from 'node:http';
import type { AddressInfo } from 'node:net';

import { subscriptionsOf } from '../../server/contacts';
import { ledgerOf, type FrozenContent } from '../../server/ledger';
import { clock } from '../../server/lib/clock';
import { inTransaction } from '../../server/lib/database';
import { trackingOf } from '../../server/tracking';
import fixture from '../fixtures/tracking/sequences.json';
import { startApp, type TestApp } from '../support/app';
import { makeList } from '../support/campaign';
import { makeDelivery, PUBLIC, tokens } from '../support/recipient';

type Hit = [
  seconds: number,
  request: string,
  agent: keyof typeof fixture.agents,
  place: keyof typeof fixture.places,
  verdict: string | null,
  headers?: Record<string, string>,
];
interface Sequence {
  name: string;
  links: number;
  person?: 'allowed' | 'refused' | 'erased';
  hits: Hit[];
  totals: number[];
}
const sequences = fixture.sequences as unknown as Sequence[];

const EVENTS = 'mail_campaigns_events';
const DELIVERIES = 'mail_campaigns_deliveries';
const ACCEPTED = new Date('2026-03-02T12:00:00.000Z');
/** As close as this two hits may change places without anybody knowing. */
const BURST_SECONDS = 5;

let app: TestApp;
let listId: number;
let now = ACCEPTED;
let people = 0;
const campaigns = new Map<number, number>();

const contentWith = (links: number): FrozenContent => ({
  subject: 'Hola',
  preheader: '',
  html: '<html><body>Hola</body></html>',
  text: 'Hola',
  fromName: 'Instituto',
  fromAddress: 'boletin@instituto.example',
  replyTo: null,
  options: { viewInBrowser: true, unsubscribeLink: true, trackOpens: true, trackClicks: true },
  links: Array.from({ length: links }, (_, place) => `https://example.org/${place}`),
});

beforeAll(async () => {
  app = await startApp({ config: { tracking: { scannerNetworks: ['127.0.9.0/24'] } } });
  const { httpServer } = app.strapi.server;
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
  listId = await makeList(app.strapi, 'boletin', []);
  for (const links of new Set(sequences.map((sequence) => sequence.links))) {
    const campaignId = 1000 + links;
    const content = contentWith(links);
    await inTransaction(app.strapi, (trx) => ledgerOf(app.strapi).freeze(campaignId, [listId], content, trx));
    campaigns.set(links, campaignId);
  }
  jest.spyOn(clock, 'now').mockImplementation(() => now);
});
afterAll(() => app.stop());

/** A recipient of an e-mail that the relay has just taken. @returns the row of the ledger. */
async function receive({ links, person }: Sequence): Promise<number> {
  now = ACCEPTED;
  people += 1;
  const email = `reader${people}@example.org`;
  const { id } = (await app.strapi.db
    .query('plugin::mail-campaigns.contact')
    .create({ data: { email, language: 'es' } })) as { id: number };
  if (person === 'allowed' || person === 'refused') {
    await subscriptionsOf(app.strapi).setTracking(id, person, { channel: 'preferences-page' });
  }
  return makeDelivery(app.strapi, {
    campaignId: campaigns.get(links) as number,
    contactId: person === 'erased' ? null : id,
    listId,
    email,
    acceptedAt: ACCEPTED,
  });
}

/** The path of a request such as `HEAD click 3%27`. */
function pathOf(deliveryId: number, what: string): string {
  const [, name, place, mangled] = /(open|click|trap) ?(\d*)(%\w\w)?$/.exec(what) as RegExpExecArray;
  const token =
    name === 'open'
      ? tokens.sign('open', deliveryId)
      : tokens.sign('click', deliveryId, name === 'trap' ? 'h' : Number(place));
  return `${PUBLIC}/${name === 'open' ? 'open' : 'click'}/${token}${mangled ?? ''}`;
}

/** @returns status and target of the answer. */
function fetch(deliveryId: number, [, what, agent, place, , headers]: Hit): Promise<[number, string | null]> {
  const { port } = app.strapi.server.httpServer.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    request({
      port,
      host: '127.0.0.1',
      localAddress: fixture.places[place],
      agent: false,
      method: /^(HEAD|OPTIONS) /.exec(what)?.[1] ?? 'GET',
      path: pathOf(deliveryId, what),
      headers: { 'User-Agent': fixture.agents[agent], ...headers },
    })
      .on('response', (answer) => {
        answer.resume().on('end', () => resolve([answer.statusCode ?? 0, answer.headers.location ?? null]));
      })
      .on('error', reject)
      .end();
  });
}

/** What everybody gets, person or machine (R9): the image, the target, or a page that it does not exist. */
function answerTo({ links }: Sequence, what: string): [number, string | null] {
  const place = /click (\d+)$/.exec(what)?.[1];
  if (what.includes('open')) return [200, null];
  if (what.endsWith('trap')) return [302, expect.stringMatching(/\/subscribe$/) as string];
  return place !== undefined && Number(place) < links ? [302, `https://example.org/${place}`] : [404, null];
}

async function play(sequence: Sequence, hits: readonly Hit[]): Promise<number> {
  const deliveryId = await receive(sequence);
  for (const hit of hits) {
    now = new Date(ACCEPTED.getTime() + hit[0] * 1000);
    const answer = await fetch(deliveryId, hit);
    if (!hit[1].startsWith('OPTIONS')) expect([hit[1], answer]).toEqual([hit[1], answerTo(sequence, hit[1])]);
  }
  return deliveryId;
}

interface EventRow {
  type: string;
  class: string;
  rule: string | null;
}
const eventsOf = (deliveryId: number): Promise<EventRow[]> =>
  app.strapi.db.getConnection(EVENTS).where({ delivery_id: deliveryId }).orderBy(['occurred_at', 'id']);

const COUNTERS = [
  'open_count',
  'click_count',
  'privacy_open_count',
  'machine_open_count',
  'machine_click_count',
];
const countersOf = async (deliveryId: number): Promise<number[]> => {
  const row = await app.strapi.db.getConnection(DELIVERIES).where({ id: deliveryId }).first();
  return COUNTERS.map((column) => row[column] as number);
};
/** The counters, counted. */
const counted = (events: EventRow[]): number[] => {
  const of = (type: string, ...classes: string[]) =>
    events.filter((event) => event.type === type && classes.includes(event.class)).length;
  return [
    of('open', 'human', 'proxy'),
    of('click', 'human', 'proxy'),
    of('open', 'privacy'),
    of('open', 'machine'),
    of('click', 'machine'),
  ];
};

const expectedOf = ({ hits }: Sequence): string[] => hits.flatMap(([, , , , verdict]) => verdict ?? []);
const classesOf = (verdicts: string[]) => verdicts.map((verdict) => verdict.split(' ')[0]);

/** Hits that follow one upon the other closely change places in all kinds of ways; each keeps its time. */
function otherOrders(hits: readonly Hit[]): Hit[][] {
  const bursts: Hit[][] = [];
  for (const hit of hits) {
    const last = bursts.at(-1)?.at(-1);
    if (last && hit[0] - last[0] <= BURST_SECONDS) bursts.at(-1)?.push(hit);
    else bursts.push([hit]);
  }
  const outwards = (burst: Hit[]) => burst.map((_, at) => burst.at(at % 2 ? -(at + 1) / 2 : at / 2) as Hit);
  return [
    bursts.flatMap((burst) => [...burst].reverse()),
    bursts.flatMap(outwards),
    bursts.flatMap((burst) => outwards(burst).reverse()),
  ];
}

test('the table is long enough, and what it says adds up', () => {
  expect(sequences.length).toBeGreaterThanOrEqual(60);
  expect(new Set(sequences.map(({ name }) => name)).size).toBe(sequences.length);
  for (const { name, hits, totals } of sequences) {
    const events = hits.flatMap(([, what, , , verdict]) =>
      verdict
        ? { type: what.replace(/.*(open|click|trap).*/, '$1'), class: verdict.split(' ')[0] as string }
        : [],
    );
    expect([name, ...counted(events as EventRow[])]).toEqual([name, ...totals]);
    const seconds = hits.map(([at]) => at);
    expect([...seconds].sort((a, b) => a - b)).toEqual(seconds);
  }
});

const played = new Map<number, Sequence>();

describe('as they come', () => {
  test.each(sequences.map((sequence) => [sequence.name, sequence] as const))(
    '%s',
    async (_name, sequence) => {
      const deliveryId = await play(sequence, sequence.hits);
      const events = await eventsOf(deliveryId);
      expect(events.map((event) => event.class)).toEqual(classesOf(expectedOf(sequence)));
      expect(await countersOf(deliveryId)).toEqual(sequence.totals);
      played.set(deliveryId, sequence);
    },
  );
});

describe('in other orders', () => {
  test.each(sequences.map((sequence) => [sequence.name, sequence] as const))(
    '%s',
    async (_name, sequence) => {
      for (const hits of otherOrders(sequence.hits)) {
        const deliveryId = await play(sequence, hits);
        const events = await eventsOf(deliveryId);
        expect(events.map((event) => event.class)).toEqual(classesOf(expectedOf(sequence)));
        expect(await countersOf(deliveryId)).toEqual(sequence.totals);
        played.set(deliveryId, sequence);
      }
    },
  );
});

describe('judged again', () => {
  const everything = async (): Promise<string> =>
    JSON.stringify([
      await app.strapi.db.getConnection(EVENTS).select('id', 'class', 'rule').orderBy('id'),
      await app.strapi.db
        .getConnection(DELIVERIES)
        .select('id', ...COUNTERS)
        .orderBy('id'),
    ]);
  const expectAll = async (): Promise<void> => {
    for (const [deliveryId, sequence] of played) {
      const events = await eventsOf(deliveryId);
      const verdicts = events.map(({ class: is, rule }) => (rule ? `${is} ${rule}` : is));
      expect([sequence.name, ...verdicts]).toEqual([sequence.name, ...expectedOf(sequence)]);
      expect(await countersOf(deliveryId)).toEqual(sequence.totals);
    }
  };

  test('every event ends with the rule of the table, and no figure changes', async () => {
    expect(await trackingOf(app.strapi).reclassify()).not.toBeNull();
    await expectAll();
  });

  test('again changes nothing', async () => {
    const before = await everything();
    expect(await trackingOf(app.strapi).reclassify()).toBe(0);
    expect(await everything()).toBe(before);
  });

  test('whatever rules of before had said, the figures come out as now', async () => {
    const before = await everything();
    const db = app.strapi.db.getConnection.bind(app.strapi.db);
    // As if every event of a person who is there had been one: of an erased one nothing is left to judge by.
    await db(EVENTS).whereNotNull('user_agent').update({ class: 'human', rule: null });
    for (const deliveryId of played.keys()) {
      const counters = counted(await eventsOf(deliveryId));
      await db(DELIVERIES)
        .where({ id: deliveryId })
        .update(Object.fromEntries(COUNTERS.map((column, at) => [column, counters[at]])));
    }
    expect(await everything()).not.toBe(before);
    expect(await trackingOf(app.strapi).reclassify()).toBeGreaterThan(100);
    expect(await everything()).toBe(before);
  });
});
