import { simpleParser } from 'mailparser';

import { ledgerOf } from '../../server/ledger';
import { backgroundOf } from '../../server/pages/background';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { MJML } from '../support/campaign';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

/**
 * People leave, pause, move and are erased by the links of an e-mail that they got, in the middle of the next campaign:
 * after its freeze, with a part of it sent, some of it put off by their servers and the rest waiting.
 */
const PEOPLE = 60;
/** Rows that the second campaign claims before it is held. */
const CLAIMED = 30;
const NEW_ADDRESS = 'mudada@nueva.example';
/** Every second mailbox is busy at first, each at a domain of its own: no domain is slowed down. */
const everyone = Array.from({ length: PEOPLE }, (_, i) => `persona${i}@d${i}.example`);
const isBusy = (address: string) => Number(/\d+/.exec(address)?.[0]) % 2 === 0;

let sink: SmtpSink;
let app: TestApp;
let admin: AdminClient;
let listId: number;

beforeAll(async () => {
  sink = await startSmtpSink();
  app = await startApp({
    config: {
      smtp: { ...sink.config, connections: 2 },
      sending: { tickSeconds: 0.1, groupSize: 4, lotSize: 10, retryBaseSeconds: 1, drainSeconds: 20 },
    },
  });
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
  await admin.put(`/lists/${listId}`, {
    name: 'Boletín',
    optIn: 'double',
    visibility: 'public',
    offersFrequency: true,
  });
  await addContacts(admin, listId, everyone);
});
afterAll(async () => {
  await app.stop();
  await sink.stop();
});
afterEach(() => jest.restoreAllMocks());

const campaignOf = async (id: number) => (await admin.get(`/campaigns/${id}`)).body.data;
const until = (what: string, id: number, met: (campaign: any) => boolean) =>
  waitFor(what, async () => {
    const campaign = await campaignOf(id);
    return met(campaign) ? campaign : null;
  });
const send = async (): Promise<number> => {
  const id = await makeCampaign(admin, listId, { mjml: MJML });
  await admin.post(`/campaigns/${id}/send`).expect(200);
  return id;
};

/** Lets some claims through and holds the others. */
function holdClaims(): { areHeld: () => boolean; letGo: () => void } {
  const ledger = ledgerOf(app.strapi);
  const { claim: ask } = ledger;
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let [rows, running] = [0, 0];
  jest.spyOn(ledger, 'claim').mockImplementation(async (...args) => {
    if (rows >= CLAIMED) await gate;
    running += 1;
    const answer = await ask(...args);
    rows += answer.rows.length;
    running -= 1;
    return answer;
  });
  return { areHeld: () => rows >= CLAIMED && running === 0, letGo };
}

interface Links {
  unsubscribe: string;
  preferences: string;
}

/** The links of the e-mail that each person got. */
async function linksOfAll(): Promise<Map<string, Links>> {
  const links = new Map<string, Links>();
  for (const { to, raw } of sink.mails) {
    const { text = '' } = await simpleParser(raw);
    const path = (name: string) =>
      new URL(new RegExp(`https?://[^\\s)]+/${name}/[^\\s)]+`).exec(text)?.[0] ?? '').pathname;
    links.set(to[0] ?? '', { unsubscribe: path('unsubscribe'), preferences: path('preferences') });
  }
  return links;
}

const post = (url: string, fields: object) => app.visitor.post(url).type('form').send(fields).expect(200);
const idOf = async (email: string): Promise<number> =>
  (await admin.get(`/contacts?search=${email}`)).body.data[0].id;

/** What people do, and the reason with which they are left out. */
const ACTS: Record<string, { reason: string; act: (links: Links, email: string) => PromiseLike<unknown> }> = {
  'one click in the mail program': {
    reason: 'unsubscribed',
    act: ({ unsubscribe }) => post(unsubscribe, { 'List-Unsubscribe': 'One-Click' }),
  },
  'the unsubscribe page': {
    reason: 'unsubscribed',
    act: ({ unsubscribe }) => post(unsubscribe, { scope: 'list' }),
  },
  'leaving everything': {
    reason: 'unsubscribed',
    act: ({ preferences }) => post(preferences, { action: 'leave' }),
  },
  'unticking the list': {
    reason: 'unsubscribed',
    act: ({ preferences }) =>
      post(preferences, {
        action: 'save',
        shown: listId,
        firstName: 'Ana',
        lastName: '',
        language: 'es',
        tracking: 'on',
      }),
  },
  'an editor': {
    reason: 'unsubscribed',
    act: async (_, email) =>
      admin.delete(`/contacts/${await idOf(email)}/subscriptions/${listId}`).expect(200),
  },
  'a block by an editor': {
    reason: 'suppressed_manual',
    act: async (_, email) =>
      admin.put(`/contacts/${await idOf(email)}/suppression`, { suppressed: true }).expect(200),
  },
  'a pause': {
    reason: 'paused',
    act: ({ preferences }) => post(preferences, { action: 'pause', weeks: '2' }),
  },
  'wishing for one a week': {
    reason: 'frequency',
    act: ({ preferences }) =>
      post(preferences, {
        action: 'save',
        shown: listId,
        lists: listId,
        [`frequency-${listId}`]: 'weekly',
        firstName: 'Ana',
        lastName: '',
        language: 'es',
        tracking: 'on',
      }),
  },
  erasing: {
    reason: 'erased',
    act: ({ preferences }) => post(`${preferences}/erase`, { action: 'erase' }),
  },
};

test('whoever revokes while a campaign runs is not in its RCPTs, also where a retry waited; the sums name why', async () => {
  await until('the first campaign to be sent', await send(), ({ status }) => status === 'sent');
  const links = await linksOfAll();
  expect([...links.keys()].sort()).toEqual([...everyone].sort());

  sink.mails.length = 0;
  sink.answer = (address) => (isBusy(address) ? { code: 450, text: '4.2.1 busy' } : null);
  const { areHeld, letGo } = holdClaims();
  const id = await send();
  await waitFor('the claims to be held', areHeld);
  await until('nothing to be in flight', id, ({ ledger }) => ledger.byStatus.in_flight === 0);
  const addressesOf = async (status: string): Promise<string[]> =>
    (await admin.get(`/campaigns/${id}/deliveries?status=${status}&pageSize=100`)).body.data.map(
      ({ address }: any) => address,
    );
  const [pending, deferred] = [await addressesOf('pending'), await addressesOf('deferred')];
  expect(Math.min(pending.length, deferred.length)).toBeGreaterThanOrEqual(Object.keys(ACTS).length);
  const sentBefore = sink.mails.flatMap(({ to }) => to);

  const expected: Record<string, number> = {};
  const revoked: string[] = [];
  const acts = Object.values(ACTS);
  const actors = [
    ...acts.map((one, at) => ({ ...one, email: pending[at] ?? '' })),
    ...acts.map((one, at) => ({ ...one, email: deferred[at] ?? '' })),
  ];
  for (const { reason, act, email } of actors) {
    await act(links.get(email) as Links, email);
    expected[reason] = (expected[reason] ?? 0) + 1;
    revoked.push(email);
  }
  const moved = pending.at(-1) ?? '';
  await post((links.get(moved) as Links).preferences, { action: 'address', email: NEW_ADDRESS });
  await backgroundOf(app.strapi).drain();
  const ask = await simpleParser(sink.mails.at(-1)?.raw ?? Buffer.from(''));
  await post(new URL(/https?:\S+\/address\/\S+/.exec(ask.text ?? '')?.[0] ?? '').pathname, {});
  await backgroundOf(app.strapi).drain();

  sink.mails.length = 0;
  sink.answer = () => null;
  letGo();
  await until('the campaign to be sent', id, ({ status }) => status === 'sent');

  const sentAfter = sink.mails.flatMap(({ to }) => to);
  const wanted = everyone.filter((email) => !revoked.includes(email) && email !== moved);
  expect([...sentBefore, ...sentAfter].sort()).toEqual([...wanted, NEW_ADDRESS].sort());

  const { ledger } = (await admin.get(`/reports/${id}`).expect(200)).body.data;
  expect(ledger).toMatchObject({
    candidates: PEOPLE,
    recipients: PEOPLE - revoked.length,
    excludedByReason: expected,
    addsUp: true,
  });
  expect(ledger.byStatus).toMatchObject({
    excluded: revoked.length,
    accepted: PEOPLE - revoked.length,
    pending: 0,
    deferred: 0,
    uncertain: 0,
  });
  const csv = (await admin.get(`/reports/${id}/csv?language=es`).expect(200)).text;
  expect(csv).toContain('En pausa a petición de la persona');
  expect(csv).toContain('Pidió menos correos de la lista y recibió uno hace poco');
  const pdf = await admin.get(`/reports/${id}/pdf?language=en`).expect(200);
  expect(pdf.headers['content-type']).toBe('application/pdf');
});
