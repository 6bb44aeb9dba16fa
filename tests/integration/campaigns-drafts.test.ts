import type { Campaign } from '../../contracts';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { inputOf, makeCampaign, makeList, MJML } from '../support/campaign';

let app: TestApp;
let admin: AdminClient;
let listId: number;
let emptyList: number;

beforeAll(async () => {
  const smtp = { host: 'relay.example.org', user: 'boletin', password: 'very-secret-password' };
  app = await startApp({ config: { smtp, sending: { tickSeconds: 60 } } });
  admin = await app.admin();
  listId = await makeList(app.strapi, 'docentes', ['ana@example.org', 'luis@example.org']);
  emptyList = await makeList(app.strapi, 'nadie', []);
});
afterAll(() => app.stop());

const codeOf = (response: { body: any }) => response.body.error?.details?.code;
const setStatus = (id: number, status: string) =>
  app.strapi.db.getConnection('mail_campaigns_campaigns').where({ id }).update({ status });

describe('settings', () => {
  test('show the initial institution and nothing of the relay’s password', async () => {
    const { body, text } = await admin.get('/settings').expect(200);
    expect(text).not.toContain('very-secret-password');
    expect(body.data).toMatchObject({
      queue: { driver: 'embedded' },
      publicUrl: 'http://127.0.0.1:1337',
      institution: { language: 'es', timeZone: 'America/Bogota' },
    });
  });

  test('keep the institution', async () => {
    const institution = {
      name: 'Instituto Ñandú',
      postalAddress: 'Calle 26 # 69\nBogotá',
      websiteUrl: 'https://example.edu.co',
      color: '#005f73',
      language: 'es',
      timeZone: 'America/Bogota',
    };
    await admin.put('/settings', institution).expect(200);
    expect((await admin.get('/settings')).body.data.institution).toEqual(institution);
    for (const wrong of [
      { color: 'red' },
      { websiteUrl: 'javascript:alert(1)' },
      { logoUrl: 'https://example.org/logo.png' },
      { timeZone: 'Bogota' },
      { language: 'fr' },
      { name: 'a\r\nBcc: x@example.org' },
      { secret: 'x' },
    ]) {
      expect(codeOf(await admin.put('/settings', { ...institution, ...wrong }).expect(400))).toBe(
        'invalid-input',
      );
    }
    expect((await admin.get('/settings')).body.data.institution).toEqual(institution);
  });
});

describe('senders', () => {
  test('are made, changed and deleted; addresses are normalised', async () => {
    const made = await admin
      .post('/senders', { fromName: 'Prensa', fromAddress: ' Prensa@Example.EDU.co ' })
      .expect(201);
    expect(made.body.data).toMatchObject({ fromAddress: 'prensa@example.edu.co', replyTo: null });
    const { id } = made.body.data;
    const again = await admin
      .post('/senders', { fromName: 'Otra', fromAddress: 'prensa@example.edu.co' })
      .expect(400);
    expect(codeOf(again)).toBe('sender-exists');
    await admin
      .put(`/senders/${id}`, {
        fromName: 'Prensa',
        fromAddress: 'medios@example.edu.co',
        replyTo: 'a@example.edu.co',
      })
      .expect(200);
    expect((await admin.get('/senders')).body.data).toEqual([
      expect.objectContaining({ id, fromAddress: 'medios@example.edu.co', replyTo: 'a@example.edu.co' }),
    ]);
    await admin.delete(`/senders/${id}`).expect(200);
    await admin.delete(`/senders/${id}`).expect(404);
    expect((await admin.get('/senders')).body.data).toEqual([]);
  });

  test.each([
    ['gmail.com', 'instituto@gmail.com', 'sender-freemail'],
    ['yahoo.es', 'instituto@YAHOO.es', 'sender-freemail'],
    ['two addresses', 'a@example.org, b@example.org', 'invalid-input'],
    ['a header', 'a@example.org\r\nBcc: b@example.org', 'invalid-input'],
    ['a name', 'Ana <a@example.org>', 'invalid-input'],
  ])('refuse %s', async (_, fromAddress, code) => {
    expect(codeOf(await admin.post('/senders', { fromName: 'X', fromAddress }).expect(400))).toBe(code);
  });

  test('stay while a campaign waits for them', async () => {
    const { body } = await admin
      .post('/senders', { fromName: 'Uso', fromAddress: 'uso@example.edu.co' })
      .expect(201);
    const campaign = await makeCampaign(admin, [listId], { fromAddress: 'uso@example.edu.co' });
    const { id } = body.data;
    await setStatus(campaign.id, 'paused');
    expect(codeOf(await admin.delete(`/senders/${id}`).expect(400))).toBe('sender-in-use');
    const moved = { fromName: 'Uso', fromAddress: 'otro@example.edu.co' };
    expect(codeOf(await admin.put(`/senders/${id}`, moved).expect(400))).toBe('sender-in-use');
    await admin
      .put(`/senders/${id}`, { ...moved, fromName: 'Nuevo', fromAddress: 'uso@example.edu.co' })
      .expect(200);
    await setStatus(campaign.id, 'sent');
    await admin.delete(`/senders/${id}`).expect(200);
  });
});

describe('drafts', () => {
  beforeAll(async () => {
    await admin
      .post('/senders', { fromName: 'Instituto', fromAddress: 'boletin@example.edu.co' })
      .expect(201);
  });

  test('need only a name and start with the sender and time zone of the institution', async () => {
    const { body } = await admin.post('/campaigns', { name: '  Diciembre ' }).expect(201);
    expect(body.data).toMatchObject({
      name: 'Diciembre',
      subject: '',
      mjml: '',
      fromName: 'Instituto',
      fromAddress: 'boletin@example.edu.co',
      replyTo: null,
      listIds: [],
      timeZone: 'America/Bogota',
      scheduledAt: null,
      options: { viewInBrowser: true, unsubscribeLink: true, trackOpens: true, trackClicks: true },
      uncertainPolicy: 'hold',
      status: 'draft',
      statusReason: null,
      transitions: ['send', 'schedule'],
      ledger: null,
      startedAt: null,
    });
    expect((await admin.get(`/campaigns/${body.data.id}`)).body.data).toEqual(body.data);
  });

  test('start from a template', async () => {
    const template = await app.strapi.db
      .query('plugin::mail-campaigns.template')
      .create({ data: { name: 'Plantilla', mjml: MJML } });
    const made = await admin
      .post('/campaigns', { name: 'De plantilla', templateId: template.id })
      .expect(201);
    expect(made.body.data.mjml).toBe(MJML);
    expect(codeOf(await admin.post('/campaigns', { name: 'X', templateId: 999_999 }).expect(400))).toBe(
      'template-unknown',
    );
  });

  test('are saved whole, with their lists in order', async () => {
    const campaign = await makeCampaign(admin, [listId]);
    const input = {
      ...inputOf(campaign),
      name: 'Otro nombre',
      subject: 'Ñandú: 20 % más 🎉',
      replyTo: 'Respuestas@Example.org',
      listIds: [emptyList, listId],
      timeZone: 'Europe/Madrid',
      options: { viewInBrowser: false, unsubscribeLink: true, trackOpens: false, trackClicks: false },
      uncertainPolicy: 'close' as const,
    };
    const { body } = await admin.put(`/campaigns/${campaign.id}`, input).expect(200);
    expect(inputOf(body.data)).toEqual({ ...input, replyTo: 'respuestas@example.org' });
    expect((await admin.get(`/campaigns/${campaign.id}`)).body.data).toEqual(body.data);
  });

  test.each<[string, object, string]>([
    ['a header in the subject', { subject: 'Hola\r\nBcc: otro@example.org' }, 'invalid-input'],
    ['a header in the sender', { fromName: 'Instituto\nTo: x@example.org' }, 'invalid-input'],
    ['a header in the preheader', { preheader: 'a\u0000b' }, 'invalid-input'],
    ['two reply addresses', { replyTo: 'a@example.org,b@example.org' }, 'invalid-input'],
    ['a header in the reply address', { replyTo: 'a@example.org\r\nBcc: b@example.org' }, 'invalid-input'],
    ['a sender that nobody entered', { fromAddress: 'rector@example.edu.co' }, 'sender-unknown'],
    ['an unknown list', { listIds: [999_999] }, 'list-unknown'],
    ['an unknown time zone', { timeZone: 'Bogota' }, 'invalid-input'],
    ['no name', { name: ' ' }, 'invalid-input'],
    ['a status', { status: 'sent' }, 'invalid-input'],
    ['a date of its own', { scheduledAt: '2030-01-01T00:00:00Z' }, 'invalid-input'],
    ['a freeze', { frozenAt: '2030-01-01T00:00:00Z' }, 'invalid-input'],
    ['an operator', { subject: { $gt: '' } }, 'invalid-input'],
  ])('refuse %s', async (_, wrong, code) => {
    const campaign = await makeCampaign(admin, [listId]);
    const before = (await admin.get(`/campaigns/${campaign.id}`)).body.data;
    const refused = await admin
      .put(`/campaigns/${campaign.id}`, { ...inputOf(campaign), ...wrong })
      .expect(400);
    expect(codeOf(refused)).toBe(code);
    expect((await admin.get(`/campaigns/${campaign.id}`)).body.data).toEqual(before);
    expect(codeOf(await admin.post('/campaigns', { name: 'X', ...wrong }).expect(400))).toBe(code);
  });

  test.each(['scheduled', 'sending', 'paused', 'sent', 'cancelled', 'failed'])(
    'only: a %s campaign is neither changed nor deleted',
    async (status) => {
      const campaign = await makeCampaign(admin, [listId]);
      await setStatus(campaign.id, status);
      const changed = await admin
        .put(`/campaigns/${campaign.id}`, { ...inputOf(campaign), name: 'Nuevo' })
        .expect(400);
      expect(changed.body.error.details).toMatchObject({ code: 'campaign-not-editable', values: { status } });
      expect(codeOf(await admin.delete(`/campaigns/${campaign.id}`).expect(400))).toBe(
        'campaign-not-editable',
      );
      expect((await admin.get(`/campaigns/${campaign.id}`)).body.data.name).toBe('Boletín');
      await setStatus(campaign.id, 'cancelled');
    },
  );

  test('are deleted', async () => {
    const { id } = await makeCampaign(admin, [listId]);
    await admin.delete(`/campaigns/${id}`).expect(200);
    expect(codeOf(await admin.get(`/campaigns/${id}`).expect(404))).toBe('campaign-not-found');
    await admin.delete(`/campaigns/${id}`).expect(404);
  });

  test('come from a copy of any campaign, without its past', async () => {
    const campaign = await makeCampaign(admin, [listId, emptyList], {
      name: 'x'.repeat(200),
      replyTo: 'a@example.org',
    });
    await setStatus(campaign.id, 'failed');
    const { body } = await admin.post(`/campaigns/${campaign.id}/duplicate`).expect(201);
    expect(body.data).toMatchObject({ status: 'draft', statusReason: null, scheduledAt: null, ledger: null });
    expect(inputOf(body.data)).toEqual({ ...inputOf(campaign), name: `${'x'.repeat(192)} (copia)` });
    expect(body.data.id).not.toBe(campaign.id);
  });
});

describe('the list of campaigns', () => {
  const names = async (query: string) =>
    (await admin.get(`/campaigns?${query}`).expect(200)).body.data.map(({ name }: Campaign) => name);

  beforeAll(async () => {
    const make = (name: string, subject: string) => makeCampaign(admin, [listId], { name, subject });
    await make('Alfa buscada', 'Uno');
    await make('Beta', 'Asunto BUSCADO');
    const gamma = await make('Gamma buscada', 'Tres');
    await setStatus(gamma.id, 'cancelled');
  });

  test('is searched in name and subject, filtered, sorted and paged', async () => {
    expect(await names('search=buscad&sort=name:asc')).toEqual(['Alfa buscada', 'Beta', 'Gamma buscada']);
    expect(await names('search=buscad&sort=name:desc')).toEqual(['Gamma buscada', 'Beta', 'Alfa buscada']);
    expect(await names('search=buscad&status=cancelled')).toEqual(['Gamma buscada']);
    expect(await names('search=buscad')).toEqual(['Gamma buscada', 'Beta', 'Alfa buscada']);
    const { body } = await admin.get('/campaigns?search=buscad&sort=name:asc&page=2&pageSize=2').expect(200);
    expect(body.data.map(({ name }: Campaign) => name)).toEqual(['Gamma buscada']);
    expect(body.meta.pagination).toEqual({ page: 2, pageSize: 2, pageCount: 2, total: 3 });
    expect(body.data[0]).toMatchObject({ listIds: [listId], transitions: [] });
    expect(body.data[0]).not.toHaveProperty('mjml');
  });

  test.each(['sort=mjml:asc', 'pageSize=1000', 'status=gone', 'filters[name]=x', 'populate=*'])(
    'refuses %s',
    async (query) => {
      await admin.get(`/campaigns?${query}`).expect(400);
    },
  );
});

describe('the check', () => {
  const codes = async (id: number) => {
    const { body } = await admin.get(`/campaigns/${id}/check`).expect(200);
    return { ...body.data, codes: body.data.problems.map(({ code }: { code: string }) => code) };
  };

  test('names everything that an empty draft lacks', async () => {
    const { body } = await admin.post('/campaigns', { name: 'Vacía', fromAddress: '' }).expect(201);
    const found = await codes(body.data.id);
    expect(found.ready).toBe(false);
    expect(found.codes).toEqual(['subject-missing', 'content-missing', 'sender-missing', 'lists-missing']);
    expect(found.audience).toEqual({ candidates: 0, recipients: 0, excluded: {} });
    const refused = await admin.post(`/campaigns/${body.data.id}/send`).expect(400);
    expect(codeOf(refused)).toBe('campaign-not-ready');
    expect(refused.body.error.details.problems).toHaveLength(4);
    expect((await admin.get(`/campaigns/${body.data.id}`)).body.data.status).toBe('draft');
  });

  test('passes a complete one and counts its audience; a warning does not stop it', async () => {
    const campaign = await makeCampaign(admin, [listId, emptyList]);
    expect(await codes(campaign.id)).toMatchObject({
      ready: true,
      audience: { candidates: 2, recipients: 2 },
    });
    const options = { ...campaign.options, unsubscribeLink: false };
    await admin.put(`/campaigns/${campaign.id}`, { ...inputOf(campaign), options }).expect(200);
    const found = await codes(campaign.id);
    expect(found).toMatchObject({ ready: true });
    expect(found.codes).toContain('unsubscribe-link-off');
  });

  test('stops wrong content, with the line', async () => {
    const campaign = await makeCampaign(admin, [listId], {
      mjml: MJML.replace('contact.firstName', 'contact.fristName'),
    });
    const found = await codes(campaign.id);
    expect(found).toMatchObject({ ready: false });
    const errors = found.problems.filter(({ severity }: { severity: string }) => severity === 'error');
    expect(errors).toEqual([expect.objectContaining({ field: 'mjml', line: 2 })]);
    const refused = await admin.post(`/campaigns/${campaign.id}/send`).expect(400);
    expect(codeOf(refused)).toBe('campaign-not-ready');
  });

  test('stops an audience of nobody', async () => {
    const campaign = await makeCampaign(admin, [emptyList]);
    expect((await codes(campaign.id)).codes).toContain('audience-empty');
    expect(codeOf(await admin.post(`/campaigns/${campaign.id}/send`).expect(400))).toBe('audience-empty');
    const later = { localTime: '2099-01-01T09:00', timeZone: 'America/Bogota' };
    expect(codeOf(await admin.post(`/campaigns/${campaign.id}/schedule`, later).expect(400))).toBe(
      'audience-empty',
    );
  });
});
