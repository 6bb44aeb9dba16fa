import { Parser } from 'htmlparser2';

import { configOf, institutionOf, saveInstitution } from '../../server/config';
import { clock } from '../../server/lib/clock';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { dump, makeDelivery, PUBLIC, tokens } from '../support/recipient';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

const ARCHIVE = `${PUBLIC}/archive`;
const SCRIPT = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
/** Whatever of these stands in what a stranger gets was somebody's. */
const PERSONAL =
  /zoraida|quijano|zq@|example\.net|sumapaz|\/unsubscribe\/|\/preferences\/|\/click\/|\/open\/|\/view\//i;

const MAIL = `<mjml><mj-head><mj-title>Plantilla</mj-title></mj-head><mj-body>
  <mj-section><mj-column>
    <mj-text>¡Hola {{ contact.firstName }} {{ contact.lastName }}! Le escribimos a {{ contact.email }}, en {{ contact.attributes.localidad | default: "Bogotá" }}.</mj-text>
    <mj-text>{% if contact.firstName == "Zoraida" %}Solo para Zoraida{% else %}Para todas las personas{% endif %}</mj-text>
    <mj-text>{% unless contact.email %}Sin dirección{% endunless %} · {{ list.name }} · {{ campaign.subject }}</mj-text>
    <mj-image src="https://pictures.example.org/portada.jpg" alt="Portada" />
    <mj-button href="https://example.org/noticias?a=1&amp;b=2">Leer</mj-button>
    <mj-text css-class="recipients-only">Le escribimos porque está en la lista. <div>Gracias</div></mj-text>
    <mj-text><a href="{{ links.unsubscribe }}">Adiós</a> · <a href="{{ links.preferences }}">Ajustes</a> · <a href="https://example.org/quedarse">Quedarse</a></mj-text>
    <mj-text><a href="https://share.example.org/?u={{ links.viewInBrowser | url_encode }}">Compartir</a></mj-text>
  </mj-column></mj-section></mj-body></mjml>`;

let app: TestApp;
let sink: SmtpSink;
let admin: AdminClient;
let listId: number;
let contactId: number;

beforeAll(async () => {
  sink = await startSmtpSink();
  app = await startApp({ config: { smtp: sink.config, sending: { tickSeconds: 0.1 } } });
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
  [contactId] = (await addContacts(admin, listId, ['zq@example.net'])) as [number];
  await admin.put(`/contacts/${contactId}`, {
    email: 'zq@example.net',
    firstName: 'Zoraida',
    lastName: 'Quijano',
    attributes: { localidad: 'Sumapaz' },
  });
});
afterAll(async () => {
  await app.stop();
  await sink.stop();
});
beforeEach(() => app.strapi.db.getConnection('mail_campaigns_campaigns').update({ in_archive: false }));
afterEach(() => jest.restoreAllMocks());

const get = (suffix = '', language = 'es') =>
  app.visitor.get(`${ARCHIVE}${suffix}`).set('Accept-Language', language);
const campaigns = () => app.strapi.db.query('plugin::mail-campaigns.campaign');
const campaign = async (id: number) => (await admin.get(`/campaigns/${id}`)).body.data;
const suffixOf = (url: string) => new URL(url, 'http://127.0.0.1').pathname.slice(ARCHIVE.length);

const receive = (campaignId: number, email: string, status: string) =>
  makeDelivery(app.strapi, { campaignId, contactId: null, listId, email, status });

interface Made {
  id: number;
  suffix: string;
}
let made = 0;

/** A campaign as it stands after the sending, later than those made before. */
async function sent({
  subject = 'Noticias',
  preheader = '',
  html = '<html><head></head><body><p>Contenido</p></body></html>',
  status = 'sent',
  isPublic = true,
}: Partial<Record<'subject' | 'preheader' | 'html' | 'status', string>> & {
  isPublic?: boolean;
} = {}): Promise<Made> {
  const { id, archiveId } = await campaigns().create({
    data: { name: 'Nombre interno', timeZone: 'UTC', inArchive: isPublic, status: 'draft', lists: [listId] },
  });
  made += 1;
  const startedAt = new Date(Date.UTC(2026, 0, 1) + made * 60_000);
  await app.strapi.db
    .getConnection('mail_campaigns_campaigns')
    .where({ id })
    .update({ status, started_at: startedAt, frozen_at: startedAt });
  await app.strapi.db.query('plugin::mail-campaigns.frozen-content').create({
    data: {
      campaignId: id,
      ...{ subject, preheader, html, text: '', fromName: 'I', fromAddress: 'i@example.org' },
      options: { viewInBrowser: true, unsubscribeLink: true, trackOpens: true, trackClicks: true },
      candidates: 0,
      createdAt: startedAt,
    },
  });
  // Somebody still waits, or it would be sent.
  if (status === 'sending') await receive(id, 'espera@example.org', 'deferred');
  return { id, suffix: `/${archiveId}` };
}

/** Follows to the one address of a campaign. */
async function read(suffix: string, language = 'es') {
  const first = await get(suffix, language);
  return first.status === 301 ? get(suffixOf(String(first.headers.location)), language) : first;
}

/** The texts of each element of an XML document by name. @throws where it is not well-formed. */
function xml(text: string): Record<string, string[]> {
  const texts: Record<string, string[]> = {};
  const open: string[] = [];
  const parser = new Parser(
    {
      onopentag(name) {
        open.push(name);
        (texts[name] ??= []).push('');
      },
      ontext(part) {
        const of = texts[open.at(-1) ?? ''];
        if (of) of[of.length - 1] += part;
      },
      onclosetag(name, implied) {
        const closed = !implied || text.charAt(parser.endIndex - 1) === '/';
        if (!closed || open.pop() !== name) throw new Error(`<${name}> is not closed where it should be`);
      },
    },
    { xmlMode: true },
  );
  parser.end(text);
  return texts;
}

describe('a campaign that is sent and public', () => {
  let id: number;
  let mailed: string;

  beforeAll(async () => {
    id = await makeCampaign(admin, listId, {
      subject: '{{ contact.firstName }}, las noticias de mayo',
      preheader: '{% if contact.firstName %}{{ contact.firstName }}, {% endif %}dos convocatorias',
      mjml: MAIL,
      public: true,
    });
    expect(await campaign(id)).toMatchObject({ public: true, publicUrl: null });
    await admin.post(`/campaigns/${id}/send`).expect(200);
    await waitFor('sent', async () => (await campaign(id)).status === 'sent');
    mailed = sink.mails.at(-1)?.raw.toString() ?? '';
  });
  beforeEach(() => campaigns().update({ where: { id }, data: { inArchive: true } }));

  test('shows strangers the content, and nothing of anybody', async () => {
    expect(mailed).toContain('Zoraida');
    // What was sent is still being booked there.
    const busy = ['mail_campaigns_usage'];
    const before = await dump(app.strapi, busy);
    const { publicUrl } = await campaign(id);
    const moved = await get(suffixOf(publicUrl));
    expect(moved.status).toBe(301);
    expect(moved.headers.location).toMatch(/\/archive\/las-noticias-de-mayo-[a-z2-7]{12}$/);
    const { status, text, headers } = await get(suffixOf(String(moved.headers.location)));
    expect(status).toBe(200);
    for (const bytes of [text, JSON.stringify(headers), JSON.stringify(moved.headers)]) {
      expect(bytes).not.toMatch(PERSONAL);
    }
    expect(text).toContain('¡Hola! Le escribimos a, en Bogotá.');
    expect(text).toContain('Para todas las personas');
    expect(text).toContain('Sin dirección · Boletín · Las noticias de mayo');
    expect(text).toContain('href="https://example.org/noticias?a=1&amp;b=2"');
    expect(text).toContain('href="https://example.org/quedarse"');
    expect(text).not.toMatch(
      /Adiós|Ajustes|No ve bien este correo|Recibe este correo|está en la lista|Gracias/,
    );
    expect(text).toContain(`u=${encodeURIComponent(publicUrl)}`);
    expect(text).toContain('/api/mail-campaigns/subscribe"');
    expect(text).not.toContain('Boletín interno');
    expect(await dump(app.strapi, busy)).toEqual(before);
  });

  test('says what it is to search engines and to those who share it', async () => {
    const { text, headers } = await read(suffixOf((await campaign(id)).publicUrl));
    const url = /<link rel="canonical" href="([^"]+)"/.exec(text)?.[1];
    expect(url).toMatch(/las-noticias-de-mayo-[a-z2-7]{12}$/);
    expect(text).toContain('<title>Las noticias de mayo · Instituto de Prueba</title>');
    expect(text.match(/<title>/g)).toHaveLength(1);
    expect(text).toContain('<meta property="og:title" content="Las noticias de mayo" />');
    expect(text).toContain('<meta property="og:description" content="Dos convocatorias" />');
    expect(text).toContain(`<meta property="og:url" content="${url}" />`);
    expect(text).toContain('<meta property="og:image" content="https://pictures.example.org/portada.jpg" />');
    expect(text).not.toContain('noindex');
    expect(headers).toMatchObject({
      'x-robots-tag': 'all',
      'cache-control': 'no-cache',
      'referrer-policy': 'no-referrer',
      'content-language': 'es',
    });
    const policy = String(headers['content-security-policy']);
    for (const part of ["default-src 'none'", "script-src 'none'", "base-uri 'none'", "form-action 'none'"]) {
      expect(policy).toContain(part);
    }
    expect(policy).toContain("frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox");
  });

  test('a banner leads on, in the language of who reads', async () => {
    const suffix = suffixOf((await campaign(id)).publicUrl);
    expect((await read(suffix, 'es')).text).toContain('Todos los correos');
    expect((await read(suffix, 'en')).text).toContain('All e-mails');
    const asked = await get(`${suffix}?lang=en`);
    expect(asked.headers.location).toMatch(/\?lang=en$/);
  });

  test('taken out it is gone at once, from the list and the feeds, too; put back it has the same address', async () => {
    const url = (await campaign(id)).publicUrl;
    const feed = await get('/feed.xml');
    expect(feed.text).toContain('Las noticias de mayo');
    const { body } = await admin.put(`/campaigns/${id}/public`, { public: false }).expect(200);
    expect(body.data).toMatchObject({ public: false, publicUrl: null });
    expect((await get(suffixOf(url))).status).toBe(404);
    for (const suffix of ['', '/feed.xml', '/feed.json']) {
      expect((await get(suffix)).text).not.toContain('noticias de mayo');
    }
    const again = await get('/feed.xml')
      .set('If-None-Match', String(feed.headers.etag))
      .set('If-Modified-Since', String(feed.headers['last-modified'] ?? new Date().toUTCString()));
    expect(again.status).toBe(200);
    await admin.put(`/campaigns/${id}/public`, { public: true }).expect(200);
    expect((await campaign(id)).publicUrl).toBe(url);
  });

  test('its person still has their own version, 400 days later, until they are erased', async () => {
    const now = clock.now().getTime();
    jest.spyOn(clock, 'now').mockImplementation(() => new Date(now + 400 * 86_400_000));
    const row = await app.strapi.db
      .query('plugin::mail-campaigns.delivery')
      .findOne({ where: { campaignId: id, contactId } });
    const url = `${PUBLIC}/view/${tokens.sign('view', row.id)}`;
    const { text, headers } = await app.visitor.get(url);
    expect(text).toContain('¡Hola Zoraida Quijano! Le escribimos a zq@example.net, en Sumapaz.');
    expect(text).toContain('¿No ve bien este correo?');
    expect(headers).toMatchObject({
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    for (const page of ['unsubscribe', 'preferences']) {
      const link = new RegExp(`href="http://127[^/]+(/api/mail-campaigns/${page}/[^"]+)"`).exec(text)?.[1];
      expect((await app.visitor.get(String(link))).status).toBe(200);
    }
    const events = await app.strapi.db.query('plugin::mail-campaigns.event').count();
    expect(events).toBe(0);
    await admin.delete(`/contacts/${contactId}`).expect(200);
    const gone = await app.visitor.get(url).set('Accept-Language', 'es');
    expect(gone.text).toContain('Ya no tenemos sus datos');
    expect(gone.text).not.toMatch(/zoraida|quijano|zq@|sumapaz/i);
  });
});

describe('what is not public', () => {
  test.each([
    ['private', { isPublic: false }],
    ['a draft', { status: 'draft' }],
    ['scheduled', { status: 'scheduled' }],
    ['paused', { status: 'paused' }],
    ['cancelled', { status: 'cancelled' }],
    ['failed', { status: 'failed' }],
    ['sending, and nobody has it yet', { status: 'sending' }],
  ])('%s: the same answer as for what never was', async (_, fields) => {
    await sent({ subject: 'Público' });
    const { suffix } = await sent({ subject: 'Secreto', ...fields });
    const hidden = await get(suffix);
    const unknown = await get('/aaaabbbbcccc');
    expect(hidden.status).toBe(404);
    expect(hidden.text).toBe(unknown.text);
    const strip = ({ date, ...headers }: Record<string, unknown>) => [date !== '', headers];
    expect(strip(hidden.headers)).toEqual(strip(unknown.headers));
    expect(hidden.headers['x-robots-tag']).toBe('noindex, nofollow');
    expect(hidden.text).toContain('name="robots" content="noindex');
    for (const list of ['', '/feed.xml', '/feed.json']) {
      const { text } = await get(list);
      expect(text).toContain('Público');
      expect(text).not.toContain('Secreto');
    }
  });

  test('one that goes out is shown once the first e-mail has left', async () => {
    const { id, suffix } = await sent({ status: 'sending' });
    expect((await campaign(id)).publicUrl).toBeNull();
    await receive(id, 'primera@example.org', 'accepted');
    expect((await read(suffix)).status).toBe(200);
    expect((await get()).text).toContain(suffix.slice(1));
    expect(suffixOf((await campaign(id)).publicUrl)).toBe(suffix);
  });

  test.each([
    '/nada',
    '/boletin-',
    '/%00',
    '/feed',
    "/x-aaaabbbbcccc'",
    '?page=0',
    '?page=x',
    '?page=2',
    '?page=1&page=2',
  ])('%s: nothing', async (suffix) => {
    expect((await get(suffix)).status).toBe(404);
  });
});

describe('the list', () => {
  test('is told newest first, page by page, and says where it continues', async () => {
    for (let number = 1; number <= 23; number += 1) await sent({ subject: `Entrega ${number}` });
    const first = await get();
    const titles = (text: string) => [...text.matchAll(/>(Entrega \d+)</g)].map(([, title]) => title);
    expect(titles(first.text)).toEqual(Array.from({ length: 20 }, (_, index) => `Entrega ${23 - index}`));
    expect(first.text).toContain('href="?page=2"');
    expect(first.text).not.toContain('rel="prev"');
    expect(first.text).toMatch(/<link rel="canonical" href="[^"]+\/archive" \/>/);
    const second = await get('?page=2');
    expect(titles(second.text)).toEqual(['Entrega 3', 'Entrega 2', 'Entrega 1']);
    expect(second.text).toContain('Página 2 de 2');
    expect(second.text).not.toContain('rel="next"');
    expect(second.text).toMatch(/<link rel="canonical" href="[^"]+\/archive\?page=2" \/>/);
    expect((await get('?page=3')).status).toBe(404);
    expect((await get('?page=2&lang=en')).text).toMatch(/Page 2 of 2[^]*\?lang=es&amp;page=2"/);
  });

  test('speaks both languages, and strangers may find it once there is something', async () => {
    const empty = await get('', 'en');
    expect(empty.text).toContain('There is none yet.');
    expect(empty.headers['x-robots-tag']).toBe('noindex, nofollow');
    await sent({ subject: 'Entrega', preheader: 'Con dos convocatorias' });
    const english = await get('', 'en');
    expect(english.text).toContain('<html lang="en">');
    expect(english.text).toContain('E-mail archive');
    expect(english.text).toMatch(/<a href="[^"]+\/entrega-[a-z2-7]{12}" lang="es">Entrega<\/a>/);
    const spanish = await get('', 'es');
    expect(spanish.text).toContain('Con dos convocatorias');
    expect(spanish.text).toContain('<meta property="og:type" content="website" />');
    expect(spanish.text).toContain('type="application/rss+xml"');
    expect(spanish.text).not.toMatch(/noindex|<script/);
    expect(spanish.headers).toMatchObject({ 'x-robots-tag': 'all', vary: expect.stringContaining('Accept') });
    expect(spanish.headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('is linked from the form to subscribe, once there is something', async () => {
    const form = () => app.visitor.get(`${PUBLIC}/subscribe`).set('Accept-Language', 'es');
    expect((await form()).text).not.toContain('/archive');
    await sent();
    expect((await form()).text).toContain('<a href="/api/mail-campaigns/archive">Correos anteriores</a>');
  });
});

describe('the feeds', () => {
  test('RSS is well-formed and lists what is public, with its address, date and words', async () => {
    await sent({ subject: 'Ciencia & «aula»', preheader: `1 < 2 ${SCRIPT}` });
    await sent({ subject: `Título ]]> ${SCRIPT}` });
    await sent({ subject: '{{ contact.fullName }}' });
    const { text, headers } = await get('/feed.xml');
    expect(headers['content-type']).toBe('application/rss+xml; charset=utf-8');
    const feed = xml(text);
    expect(feed.rss).toHaveLength(1);
    expect(feed.item).toHaveLength(3);
    expect(feed.title).toEqual([
      'Archivo de correos · Instituto de Prueba',
      'Correo sin asunto',
      `Título ]]> ${SCRIPT}`,
      'Ciencia & «aula»',
    ]);
    expect(text).toMatch(
      /<atom:link href="[^"]+\/archive\/feed\.xml" rel="self" type="application\/rss\+xml"/,
    );
    expect(new Set(feed.guid).size).toBe(3);
    for (const date of feed.pubDate ?? []) expect(date).toMatch(/^\w{3}, \d\d Jan 2026 [\d:]{8} GMT$/);
    // A reader takes it for HTML: there it must be text again.
    expect(feed.description?.at(-1)).toBe(
      '1 &lt; 2 &quot;&gt;&lt;img src=x onerror=alert(1)&gt;&lt;script&gt;alert(2)&lt;/script&gt;',
    );
    for (const link of feed.link?.slice(1) ?? []) expect((await get(suffixOf(link))).status).toBe(200);
    for (const guid of feed.guid ?? []) expect((await get(suffixOf(guid))).status).toBe(301);
  });

  test('JSON Feed 1.1 says the same', async () => {
    await sent({ subject: 'Uno', preheader: SCRIPT });
    await sent({ subject: 'Dos' });
    const { headers, text } = await get('/feed.json');
    expect(headers['content-type']).toBe('application/feed+json; charset=utf-8');
    const feed = JSON.parse(text);
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Archivo de correos · Instituto de Prueba',
      language: 'es',
      feed_url: expect.stringMatching(/\/archive\/feed\.json$/),
    });
    expect(feed.items.map(({ title, content_text }: any) => [title, content_text])).toEqual([
      ['Dos', 'Dos'],
      ['Uno', SCRIPT],
    ]);
    expect(
      (await get('/feed.json?lang=en')).body.title ??
        JSON.parse((await get('/feed.json?lang=en')).text).title,
    ).toBe('E-mail archive · Instituto de Prueba');
  });

  test('whoever has it is told that it holds; any change is a new one', async () => {
    const { id } = await sent({ subject: 'Uno' });
    await app.strapi.db
      .getConnection('mail_campaigns_campaigns')
      .update({ updated_at: new Date('2026-02-01T10:00:00Z'), archive_changed_at: null });
    for (const feed of ['/feed.xml', '/feed.json']) {
      const { headers } = await get(feed);
      expect(headers['last-modified']).toBe('Sun, 01 Feb 2026 10:00:00 GMT');
      const known = await get(feed).set('If-None-Match', String(headers.etag));
      expect(known.status).toBe(304);
      expect(known.text).toBe('');
      const since = await get(feed).set('If-Modified-Since', String(headers['last-modified']));
      expect(since.status).toBe(304);
      expect((await get(feed).set('If-None-Match', '"other"')).status).toBe(200);
    }
    const { headers } = await get('/feed.xml');
    await admin.put(`/campaigns/${id}/public`, { public: false }).expect(200);
    const changed = await get('/feed.xml').set('If-Modified-Since', String(headers['last-modified']));
    expect(changed.status).toBe(200);
    expect(changed.text).not.toContain('Uno');
    const institution = await institutionOf(app.strapi);
    await saveInstitution(app.strapi, { ...institution, name: 'Otro nombre' });
    const renamed = await get('/feed.xml').set('If-None-Match', String(changed.headers.etag));
    expect(renamed.text).toContain('Otro nombre');
    await saveInstitution(app.strapi, institution);
  });
});

test('HEAD answers like GET, and nothing else is taken', async () => {
  const { suffix } = await sent();
  const url = suffixOf(String((await get(suffix)).headers.location));
  for (const path of ['', '/feed.xml', '/feed.json', url]) {
    const [head, whole] = [await app.visitor.head(ARCHIVE + path), await app.visitor.get(ARCHIVE + path)];
    expect(head.status).toBe(200);
    expect(head.text ?? '').toBe('');
    expect(head.headers['content-type']).toBe(whole.headers['content-type']);
    expect(head.headers['content-security-policy']).toBe(whole.headers['content-security-policy']);
    expect((await app.visitor.options(ARCHIVE + path)).status).toBeLessThan(300);
    expect((await app.visitor.post(ARCHIVE + path)).status).toBe(405);
  }
});

test('what came past the checks does not run: neither subject nor name nor content', async () => {
  const { suffix } = await sent({
    subject: `Asunto ${SCRIPT}`,
    preheader: SCRIPT,
    html: `<html><head><base href="https://evil.example"><meta http-equiv="refresh" content="0;url=https://evil.example"></head>
      <body onload="alert(3)"><script>alert(4)</script><svg><script>alert(5)</script></svg>
      <a href="java&#9;script:alert(6)" onclick=alert(7)>Uno</a><a href=' JAVASCRIPT:alert(8)'>Dos</a>
      <iframe src="https://evil.example"></iframe><img src="https://pictures.example.org/a.png" onerror="alert(9)">
      <form action="https://evil.example"><input name="x"></form><p>Fin {{ campaign.name }}</p></body></html>`,
  });
  const { text } = await read(suffix);
  const after = text.slice(text.indexOf('<header'));
  expect(after).toContain('Uno');
  expect(after).toContain('Fin Nombre interno');
  expect(after).not.toMatch(
    /<script|<svg|<iframe|<form|<input|onload|onerror|onclick|javascript:|script:alert/i,
  );
  expect(text).not.toMatch(/<base|http-equiv="refresh"|<script|<img src=x/);
  expect(text).toContain('content="Asunto &quot;&gt;&lt;img src=x onerror=alert(1)&gt;');
});

test('who may not send can neither publish nor take back', async () => {
  const { id } = await sent({ isPublic: false });
  const editor = await app.admin('campaigns.read', 'campaigns.edit');
  await editor.put(`/campaigns/${id}/public`, { public: true }).expect(403);
  const sender = await app.admin('campaigns.read', 'campaigns.send');
  expect((await sender.put(`/campaigns/${id}/public`, { public: true })).body.data.public).toBe(true);
  for (const body of [{}, { public: 'yes' }, { public: true, status: 'sent' }]) {
    expect((await sender.put(`/campaigns/${id}/public`, body)).status).toBe(400);
  }
  expect((await sender.put('/campaigns/999999/public', { public: true })).status).toBe(404);
});

test('nobody names a campaign in the archive but the plugin, and a copy is private', async () => {
  const row = await campaigns().create({
    data: { name: 'x', timeZone: 'UTC', status: 'draft', inArchive: true, archiveId: 'guessable' },
  });
  expect(row.archiveId).toMatch(/^[a-z2-7]{12}$/);
  const changed = await campaigns().update({ where: { id: row.id }, data: { archiveId: 'guessable' } });
  expect(changed.archiveId).toBe(row.archiveId);
  const copy = await admin.post(`/campaigns/${row.id}/duplicate`).expect(201);
  expect(copy.body.data.public).toBe(false);
});

test('with archive.enabled off there is none', async () => {
  const { id, suffix } = await sent();
  const { archive } = configOf(app.strapi);
  archive.enabled = false;
  try {
    for (const path of ['', '/feed.xml', '/feed.json', suffix]) expect((await get(path)).status).toBe(404);
    expect((await campaign(id)).publicUrl).toBeNull();
    expect((await admin.get('/settings')).body.data.archive).toBe(false);
    expect((await app.visitor.get(`${PUBLIC}/subscribe`)).text).not.toContain('/archive');
  } finally {
    archive.enabled = true;
  }
  expect((await get()).status).toBe(200);
});
