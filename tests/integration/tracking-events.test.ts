import { connect, type AddressInfo } from 'node:net';

import { institutionOf } from '../../server/config';
import { ledgerOf, type FrozenContent } from '../../server/ledger';
import { clock } from '../../server/lib/clock';
import { chunk, inTransaction } from '../../server/lib/database';
import { trackingOf } from '../../server/tracking';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { dump, makeDelivery, PUBLIC, tampered, tokens } from '../support/recipient';

const EVENTS = 'mail_campaigns_events';
const BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';
const LINKS = ['https://example.org/noticias?a=1&b=ñ', 'javascript:alert(1)', 'http://example.org/dos'];

let app: TestApp;
let admin: AdminClient;
let campaignId: number;
let listId: number;
let people = 0;

interface Recipient {
  contactId: number;
  deliveryId: number;
  email: string;
}

const content: FrozenContent = {
  subject: 'Hola {{ contact.firstName }}',
  preheader: '',
  html:
    '<html><body><h1>{{ campaign.subject }}: {{ contact.firstName }} {{ list.name }}</h1>' +
    '<a href="{{ tracked[0] }}">1</a><a href="{{ links.unsubscribe }}">baja</a></body></html>',
  text: '{{ tracked[0] }}',
  fromName: 'Instituto',
  fromAddress: 'boletin@instituto.example',
  replyTo: null,
  options: { viewInBrowser: true, unsubscribeLink: true, trackOpens: true, trackClicks: true },
  links: LINKS,
};

beforeAll(async () => {
  app = await startApp();
  // Requests at the same moment need one server that stays up between them.
  const { httpServer } = app.strapi.server;
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
  campaignId = await makeCampaign(admin, listId);
  await inTransaction(app.strapi, (trx) => ledgerOf(app.strapi).freeze(campaignId, [listId], content, trx));
});
afterAll(() => app.stop());
afterEach(() => jest.restoreAllMocks());

async function recipient(more: { acceptedAt?: Date | null; status?: string } = {}): Promise<Recipient> {
  people += 1;
  const email = `reader${people}@example.org`;
  const [contactId = 0] = await addContacts(admin, listId, [email]);
  const deliveryId = await makeDelivery(app.strapi, { campaignId, contactId, listId, email, ...more });
  return { contactId, deliveryId, email };
}

const pixel = (id: number) => `${PUBLIC}/open/${tokens.sign('open', id)}`;
const link = (id: number, position = 0) => `${PUBLIC}/click/${tokens.sign('click', id, position)}`;
const get = (url: string) => app.visitor.get(url).set('User-Agent', BROWSER);

interface EventRow {
  type: string;
  class: string;
  rule: string | null;
  ip: string | null;
  user_agent: string | null;
  link_id: number | null;
}
const eventsOf = (id: number): Promise<EventRow[]> =>
  app.strapi.db.getConnection(EVENTS).where({ delivery_id: id }).orderBy('id');
const countsOf = (id: number) =>
  app.strapi.db.query('plugin::mail-campaigns.delivery').findOne({ where: { id } });
const eventTotal = async () => Number((await app.strapi.db.getConnection(EVENTS).count({ n: '*' }))[0].n);

/** Requests that arrive at one moment: all on one connection, none waits for the answer before it. */
function pipelined(urls: string[]): Promise<string> {
  const { port } = app.strapi.server.httpServer.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (part) => (answer += part.toString('latin1')));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
    const request = (url: string, index: number) =>
      `GET ${url} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: ${BROWSER}\r\n` +
      `Connection: ${index === urls.length - 1 ? 'close' : 'keep-alive'}\r\n\r\n`;
    socket.write(urls.map(request).join(''));
  });
}

describe('the pixel', () => {
  test('is an image that nobody keeps, and an open is stored before the answer', async () => {
    const { deliveryId } = await recipient();
    const answer = await get(pixel(deliveryId));
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-type': 'image/gif', 'content-length': '43' });
    expect(answer.headers['cache-control']).toContain('no-store');
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect((answer.body as Buffer).subarray(0, 6).toString()).toBe('GIF89a');
    expect(await eventsOf(deliveryId)).toMatchObject([
      { type: 'open', class: 'human', rule: null, ip: '127.0.0.0', user_agent: BROWSER, link_id: null },
    ]);
    expect(await countsOf(deliveryId)).toMatchObject({ openCount: 1, machineOpenCount: 0 });
  });

  test('looks the same for every forged token, and none is an event', async () => {
    const { deliveryId } = await recipient();
    const shape = ({ status, headers, body }: { status: number; headers: object; body: Buffer }) =>
      JSON.stringify([status, { ...headers, date: '' }, body.toString('base64')]);
    const right = shape(await get(pixel(deliveryId)));
    const before = await dump(app.strapi);
    const token = tokens.sign('open', deliveryId);
    const wrong = [
      ...tampered(token),
      tokens.sign('view', deliveryId),
      tokens.sign('open', 999_999),
      tokens.sign('open', 0),
    ];
    for (const forged of wrong) expect(shape(await get(`${PUBLIC}/open/${forged}`))).toBe(right);
    expect(await dump(app.strapi)).toEqual(before);
  });

  test('HEAD has the headers of GET; it, OPTIONS and a browser that declines are no event', async () => {
    const { deliveryId } = await recipient();
    const answer = await get(pixel(deliveryId));
    const before = await dump(app.strapi);
    const head = await app.visitor.head(pixel(deliveryId)).set('User-Agent', BROWSER);
    expect({ ...head.headers, date: '' }).toEqual({ ...answer.headers, date: '' });
    await app.visitor.options(pixel(deliveryId));
    await get(pixel(deliveryId)).set('DNT', '1');
    await get(pixel(deliveryId)).set('Sec-GPC', '1');
    expect(await dump(app.strapi)).toEqual(before);
  });

  test('is seen by machines and proxies too, and they are told apart', async () => {
    const { deliveryId } = await recipient();
    const proxy = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)';
    await app.visitor.get(pixel(deliveryId)).set('User-Agent', proxy);
    await app.visitor.get(pixel(deliveryId)).set('User-Agent', 'curl/8.5.0');
    await get(pixel(deliveryId)).set('Sec-Purpose', 'prefetch');
    await get(pixel(deliveryId)).set('User-Agent', `${BROWSER} ${'x'.repeat(600)}`);
    const events = await eventsOf(deliveryId);
    expect(events.map((event) => [event.class, event.rule])).toEqual([
      ['proxy', 'R6'],
      ['machine', 'R6'],
      ['machine', 'R2'],
      ['human', null],
    ]);
    expect(events[3]?.user_agent).toHaveLength(255);
    expect(await countsOf(deliveryId)).toMatchObject({ openCount: 2, machineOpenCount: 2 });
  });

  test('within two seconds of the relay’s answer, or before it is written down, it is a machine', async () => {
    const now = new Date();
    jest.spyOn(clock, 'now').mockReturnValue(now);
    const soon = await recipient({ acceptedAt: new Date(now.getTime() - 1500) });
    const flying = await recipient({ acceptedAt: null, status: 'in_flight' });
    const later = await recipient({ acceptedAt: new Date(now.getTime() - 2500) });
    for (const { deliveryId } of [soon, flying, later]) await get(pixel(deliveryId));
    expect((await eventsOf(soon.deliveryId))[0]).toMatchObject({ class: 'machine', rule: 'R5' });
    expect((await eventsOf(flying.deliveryId))[0]).toMatchObject({ class: 'machine', rule: 'R5' });
    expect((await eventsOf(later.deliveryId))[0]).toMatchObject({ class: 'human' });
  });

  test('proves the arrival of an uncertain e-mail, unless a machine fetched it', async () => {
    const [read, scanned] = [
      await recipient({ acceptedAt: null, status: 'uncertain' }),
      await recipient({ acceptedAt: null, status: 'uncertain' }),
    ];
    await get(pixel(read.deliveryId));
    await app.visitor.get(pixel(scanned.deliveryId)).set('User-Agent', 'curl/8.5.0');
    expect(await countsOf(read.deliveryId)).toMatchObject({ status: 'accepted' });
    expect(await countsOf(scanned.deliveryId)).toMatchObject({ status: 'uncertain' });
  });

  test('200 hits at once are 200 events in few transactions', async () => {
    const rows = await Promise.all([recipient(), recipient(), recipient(), recipient()]);
    const before = await eventTotal();
    const transactions = jest.spyOn(ledgerOf(app.strapi), 'engage');
    const urls = Array.from({ length: 200 }, (_, i) => pixel(rows[i % 4]?.deliveryId ?? 0));
    const answers = await Promise.all(chunk(urls, 20).map(pipelined));
    expect(answers.flatMap((answer) => answer.match(/HTTP\/1\.1 200/g) ?? [])).toHaveLength(200);
    expect(await eventTotal()).toBe(before + 200);
    expect(transactions.mock.calls.length).toBeLessThan(50);
    for (const { deliveryId } of rows) expect(await countsOf(deliveryId)).toMatchObject({ openCount: 50 });
  });

  test('still is an image when the event cannot be stored, and the log says so without data', async () => {
    const { deliveryId } = await recipient();
    const lines: string[] = [];
    jest.spyOn(app.strapi.log, 'error').mockImplementation(((line: string) => lines.push(line)) as never);
    jest
      .spyOn(ledgerOf(app.strapi), 'engage')
      .mockRejectedValue(
        Object.assign(new Error("insert into x values ('127.0.0.0')"), { code: 'SQLITE_BUSY' }),
      );
    const answer = await get(pixel(deliveryId));
    const click = await get(link(deliveryId));
    expect([answer.status, click.status]).toEqual([200, 302]);
    expect(lines.join('\n')).toContain('database error SQLITE_BUSY');
    expect(lines.join('\n')).not.toContain('127.0.0');
    expect(await eventsOf(deliveryId)).toEqual([]);
  });
});

describe('a link', () => {
  test('leads to its stored target, and the click is stored before the answer', async () => {
    const { deliveryId } = await recipient();
    const answer = await get(link(deliveryId)).set('DNT', '1');
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe('https://example.org/noticias?a=1&b=%C3%B1');
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(await eventsOf(deliveryId)).toMatchObject([{ type: 'click', class: 'human' }]);
    expect((await eventsOf(deliveryId))[0]?.link_id).toEqual(expect.any(Number));
    expect(await countsOf(deliveryId)).toMatchObject({ clickCount: 1 });
  });

  test('leads nowhere else, however the request is bent', async () => {
    const { deliveryId } = await recipient();
    const target = 'http://example.org/dos';
    for (const query of [
      '?u=https://evil.example',
      '?url=//evil.example',
      '?target=%0d%0aLocation:%20//evil.example',
    ]) {
      const { headers } = await get(link(deliveryId, 2) + query)
        .set('Host', 'evil.example')
        .set('X-Forwarded-Host', 'evil.example');
      expect(headers.location).toBe(target);
    }
    const before = await dump(app.strapi);
    const token = tokens.sign('click', deliveryId, 0);
    const wrong = [
      ...tampered(token),
      tokens.sign('click', deliveryId, 1),
      tokens.sign('click', deliveryId, 99),
      tokens.sign('click', 999_999, 0),
      tokens.sign('click', deliveryId),
      tokens.sign('open', deliveryId),
      encodeURIComponent('https://evil.example'),
      '%2f%2fevil.example',
    ];
    const answers = new Set<string>();
    for (const forged of wrong) {
      const { status, headers, text } = await get(`${PUBLIC}/click/${forged}`);
      expect(status).toBe(404);
      expect(headers.location).toBeUndefined();
      answers.add(JSON.stringify([text, { ...headers, date: '' }]));
    }
    expect(answers.size).toBe(1);
    expect(await dump(app.strapi)).toEqual(before);
  });

  test('HEAD and OPTIONS are no click; a test e-mail’s link says what it is', async () => {
    const { deliveryId } = await recipient();
    const before = await dump(app.strapi);
    const head = await app.visitor.head(link(deliveryId)).set('User-Agent', BROWSER);
    expect([head.status, head.headers.location]).toEqual([302, 'https://example.org/noticias?a=1&b=%C3%B1']);
    await app.visitor.options(link(deliveryId));
    const test = await get(link(0));
    expect([test.status, test.headers.location]).toEqual([200, undefined]);
    expect(test.text).toContain('Este correo era una prueba');
    expect(await dump(app.strapi)).toEqual(before);
  });

  test('of a message that a machine follows is a redirect like any other (no cloaking)', async () => {
    const { deliveryId } = await recipient();
    const answer = await app.visitor.get(link(deliveryId)).set('User-Agent', 'curl/8.5.0');
    expect(answer.status).toBe(302);
    expect(await countsOf(deliveryId)).toMatchObject({ clickCount: 0, machineClickCount: 1 });
  });
});

describe('the view in the browser', () => {
  test('shows the e-mail as this person got it, in a sandbox, without pixel', async () => {
    const someone = await recipient();
    const before = await dump(app.strapi);
    const answer = await get(`${PUBLIC}/view/${tokens.sign('view', someone.deliveryId)}`);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('<h1>Hola Ana: Ana Boletín</h1>');
    expect(answer.text).toContain(`/click/${tokens.sign('click', someone.deliveryId, 0)}`);
    expect(answer.text).toContain(`/unsubscribe/${tokens.sign('unsubscribe', someone.deliveryId)}`);
    expect(answer.text).not.toMatch(/<img|\/open\//);
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toContain("script-src 'none'");
    expect(policy).toContain('sandbox allow-popups');
    expect(policy).not.toContain('allow-scripts');
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(await dump(app.strapi)).toEqual(before);
  });

  test('prints what a contact is called, whatever that is, as text', async () => {
    const someone = await recipient();
    await admin.put(`/contacts/${someone.contactId}`, {
      email: someone.email,
      firstName: '<img src=x onerror=alert(1)>{{ contact.email }}',
    });
    const { text } = await get(`${PUBLIC}/view/${tokens.sign('view', someone.deliveryId)}`);
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;{{ contact.email }}');
    expect(text).not.toMatch(/<img/);
  });

  test('forged, of a test, or of an erased person: pages that show nothing', async () => {
    const someone = await recipient();
    const token = tokens.sign('view', someone.deliveryId);
    for (const forged of [...tampered(token).slice(0, 30), tokens.sign('open', someone.deliveryId)]) {
      expect((await get(`${PUBLIC}/view/${forged}`)).status).toBe(404);
    }
    expect((await get(`${PUBLIC}/view/${tokens.sign('view', 0)}`)).text).toContain('era una prueba');
    await admin.delete(`/contacts/${someone.contactId}`);
    const gone = await get(`${PUBLIC}/view/${token}`);
    expect(gone.text).toContain('Ya no tenemos sus datos');
    expect(gone.text).toContain((await institutionOf(app.strapi)).name);
  });
});

test('erasing a person takes network and user agent out of the events, and later ones keep neither', async () => {
  const [erased, kept] = [await recipient(), await recipient()];
  for (const { deliveryId } of [erased, kept]) await get(pixel(deliveryId));
  await admin.delete(`/contacts/${erased.contactId}`);
  expect(await eventsOf(erased.deliveryId)).toMatchObject([{ class: 'human', ip: null, user_agent: null }]);
  expect(await eventsOf(kept.deliveryId)).toMatchObject([{ ip: '127.0.0.0', user_agent: BROWSER }]);
  expect((await get(link(erased.deliveryId))).status).toBe(302);
  expect((await eventsOf(erased.deliveryId))[1]).toMatchObject({ type: 'click', ip: null, user_agent: null });
});

test('stopping waits for what is being written', async () => {
  const { deliveryId, contactId } = await recipient();
  const hit = {
    ...{ tracking: null, hits: 0 },
    ...{ deliveryId, campaignId, contactId, type: 'open' as const, linkId: null, method: 'GET' },
    ...{ userAgent: BROWSER, ip: '2001:db8:7:9::1', purpose: '', doNotTrack: false, acceptedAt: null },
  };
  void trackingOf(app.strapi).record(hit);
  await trackingOf(app.strapi).drain();
  expect(await eventsOf(deliveryId)).toMatchObject([{ ip: '2001:db8:7::' }]);
});
