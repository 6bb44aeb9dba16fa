import type { Campaign } from '../../contracts';
import { createGate } from '../../server/campaigns/sending/gate';
import type { Launcher } from '../../server/campaigns/sending/launcher';
import { ledgerOf } from '../../server/ledger';
import { clock } from '../../server/lib/clock';
import { inTransaction } from '../../server/lib/database';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { makeCampaign, makeList, MJML } from '../support/campaign';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

/**
 * Statuses without sending: the relay takes nobody's e-mail now (450), so that a campaign stays where it is put,
 * and the tick is the test's own.
 */
let sink: SmtpSink;
let app: TestApp;
let admin: AdminClient;
let listId: number;

const UID = 'plugin::mail-campaigns.campaign';
const grace = 60;

beforeAll(async () => {
  sink = await startSmtpSink();
  sink.answer = () => ({ code: 450, text: '4.2.1 later' });
  app = await startApp({
    config: { smtp: sink.config, missedScheduleGraceMinutes: grace, sending: { tickSeconds: 60 } },
  });
  admin = await app.admin();
  listId = await makeList(app.strapi, 'docentes', ['ana@example.org', 'luis@example.org']);
});
afterAll(async () => {
  await app.stop();
  await sink.stop();
});
afterEach(() => jest.restoreAllMocks());

const gate = () =>
  createGate(app.strapi, app.strapi.plugin('mail-campaigns').service<Launcher>('campaign-launcher'));
const campaigns = () => app.strapi.db.query(UID);
const rowOf = (id: number) => campaigns().findOne({ where: { id } });
const rawRows = (id?: number) =>
  app.strapi.db.getConnection('mail_campaigns_campaigns').where(id === undefined ? {} : { id });
const ledgerRows = (id: number) =>
  app.strapi.db.getConnection('mail_campaigns_deliveries').where({ campaign_id: id });
const codeOf = (response: { body: any }) => response.body.error?.details?.code;
const detailsOf = (response: { body: any }) => response.body.error?.details;
const post = (id: number, transition: string, body = {}) =>
  admin.post(`/campaigns/${id}/${transition}`, body);
const frozen = (id: number) => waitFor('the freeze', async () => (await rowOf(id)).frozenAt && rowOf(id));
/** Whatever was in flight at the moment of a cancellation is put off by the relay first. */
const nobodyWaits = (id: number) =>
  waitFor('an end for everyone', async () => {
    await gate().tick();
    const rows = await ledgerRows(id);
    return rows.length === 2 && rows.every(({ status }: { status: string }) => status === 'cancelled');
  });
const ready = (fields = {}) => makeCampaign(admin, [listId], fields);
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const nextYear = `${new Date().getUTCFullYear() + 1}-06-01T09:00`;
const bogota = { localTime: nextYear, timeZone: 'America/Bogota' };

describe('sending', () => {
  test('freezes the audience and says so', async () => {
    const { id } = await ready();
    const { body } = await post(id, 'send').expect(200);
    expect(body.data).toMatchObject({ status: 'sending', transitions: ['pause', 'cancel'] });
    await frozen(id);
    const shown = (await admin.get(`/campaigns/${id}`)).body.data as Campaign;
    expect(shown.ledger).toMatchObject({ candidates: 2, recipients: 2 });
    expect(shown.startedAt).toEqual(expect.any(String));
    expect(await ledgerRows(id)).toHaveLength(2);
    const page = (await admin.get('/campaigns?search=Bolet')).body.data as Campaign[];
    expect(page.find((row) => row.id === id)?.ledger).toMatchObject({ candidates: 2, recipients: 2 });
  });

  test('twice at once is done once', async () => {
    const { id } = await ready();
    const answers = await Promise.all([post(id, 'send'), post(id, 'send'), post(id, 'send')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    expect(answers.filter(({ status }) => status === 400).map(codeOf)).toEqual([
      'transition-refused',
      'transition-refused',
    ]);
    await frozen(id);
    expect(await ledgerRows(id)).toHaveLength(2);
  });

  test('freezes once, however many instances start it', async () => {
    const { id } = await ready();
    await post(id, 'send').expect(200);
    const launcher = app.strapi.plugin('mail-campaigns').service<Launcher>('campaign-launcher');
    const { createLauncher } = await import('../../server/campaigns/sending/launcher');
    const others = [createLauncher({ strapi: app.strapi }), createLauncher({ strapi: app.strapi })];
    for (const other of [launcher, ...others]) other.launch(id);
    await Promise.all(others.map((other) => other.stop()));
    await frozen(id);
    expect(await ledgerRows(id)).toHaveLength(2);
  });

  test('pauses, resumes and cancels; whoever waits is not written to', async () => {
    const { id } = await ready();
    await post(id, 'send').expect(200);
    await frozen(id);
    expect((await post(id, 'pause').expect(200)).body.data.transitions).toEqual(['resume', 'cancel']);
    expect(await gate().isSending(id)).toBe(false);
    expect(await gate().sending()).not.toContain(id);
    await post(id, 'resume').expect(200);
    expect(await gate().isSending(id)).toBe(true);
    expect(await gate().sending()).toContain(id);
    const { body } = await post(id, 'cancel').expect(200);
    expect(body.data).toMatchObject({ status: 'cancelled', transitions: [], finishedAt: expect.any(String) });
    expect(await gate().isSending(id)).toBe(false);
    await nobodyWaits(id);
  });

  test('refuses what the status does not allow', async () => {
    const { id } = await ready();
    for (const transition of ['unschedule', 'pause', 'resume', 'cancel']) {
      const details = detailsOf(await post(id, transition).expect(400));
      expect(details).toEqual({ code: 'transition-refused', values: { from: 'draft', transition } });
    }
    await rawRows(id).update({ status: 'sent' });
    for (const transition of ['send', 'schedule', 'unschedule', 'pause', 'resume', 'cancel']) {
      const body = transition === 'schedule' ? bogota : {};
      expect(codeOf(await post(id, transition, body).expect(400))).toBe('transition-refused');
    }
    expect((await rowOf(id)).status).toBe('sent');
  });

  test('offers no transition to whoever may not send', async () => {
    const { id } = await ready();
    const reader = await app.admin('campaigns.read');
    expect((await reader.get(`/campaigns/${id}`)).body.data.transitions).toEqual([]);
  });
});

describe('a start that fails', () => {
  const failing = async (fields: object, reason: string, row: object = {}) => {
    const { id } = await ready();
    await rawRows(id).update({ status: 'sending', ...fields });
    await gate().tick();
    await waitFor('the end', async () => (await rowOf(id)).status !== 'sending');
    expect(await rowOf(id)).toMatchObject({ status: 'failed', statusReason: reason, frozenAt: null, ...row });
    expect(await ledgerRows(id)).toEqual([]);
    expect((await admin.get(`/campaigns/${id}`)).body.data).toMatchObject({ ledger: null, transitions: [] });
  };

  test('for content broken meanwhile', () =>
    failing({ mjml: MJML.replace('firstName', 'nobody') }, 'merge-tag-unknown'));
  test('for a sender that is gone', () => failing({ from_address: 'gone@example.edu.co' }, 'sender-missing'));
  test('for an audience of nobody', async () => {
    const emptyList = await makeList(app.strapi, 'nadie', []);
    const { id } = await makeCampaign(admin, [emptyList]);
    await rawRows(id).update({ status: 'sending' });
    await gate().tick();
    const row = await waitFor('the end', async () => {
      const found = await rowOf(id);
      return found.status === 'failed' && found;
    });
    expect(row).toMatchObject({ statusReason: 'audience-empty', frozenAt: null });
  });

  test('for a lost database leaves nothing half done, is tried again, then pauses and asks', async () => {
    const { id } = await ready();
    const ledger = ledgerOf(app.strapi);
    const freeze = ledger.freeze;
    const broken = jest.spyOn(ledger, 'freeze').mockImplementation(async (...args) => {
      await freeze(...args);
      throw new Error('connection lost');
    });
    jest.spyOn(app.strapi.log, 'error').mockImplementation(() => app.strapi.log);
    await post(id, 'send').expect(200);
    await waitFor('the first attempt', () => broken.mock.calls.length === 1);
    await waitFor('its end', async () => {
      await gate().tick();
      return (await rowOf(id)).status === 'paused';
    });
    expect(await rowOf(id)).toMatchObject({ statusReason: 'start-failed', frozenAt: null });
    expect(broken).toHaveBeenCalledTimes(3);
    expect(await ledgerRows(id)).toEqual([]);
    expect(await ledger.content(id)).toBeNull();
    broken.mockRestore();
    const { body } = await post(id, 'resume').expect(200);
    expect(body.data).toMatchObject({ status: 'sending', statusReason: null });
    await frozen(id);
    expect(await ledgerRows(id)).toHaveLength(2);
  });
});

describe('scheduling', () => {
  test('keeps the wall time, its zone and the instant, and can be moved and undone', async () => {
    const { id } = await ready();
    const year = nextYear.slice(0, 4);
    const { body } = await post(id, 'schedule', bogota).expect(200);
    expect(body.data).toMatchObject({
      status: 'scheduled',
      scheduledLocal: nextYear,
      timeZone: 'America/Bogota',
      scheduledAt: `${year}-06-01T14:00:00.000Z`,
      transitions: ['schedule', 'unschedule', 'cancel'],
      ledger: null,
    });
    const moved = await post(id, 'schedule', { ...bogota, timeZone: 'Europe/Madrid' }).expect(200);
    expect(moved.body.data).toMatchObject({
      status: 'scheduled',
      scheduledAt: `${year}-06-01T07:00:00.000Z`,
    });
    const undone = await post(id, 'unschedule').expect(200);
    expect(undone.body.data).toMatchObject({ status: 'draft', scheduledLocal: null, scheduledAt: null });
  });

  test.each([
    [{ localTime: '2020-01-01T09:00', timeZone: 'America/Bogota' }, 'time-past'],
    [{ localTime: '2099-03-29T02:30', timeZone: 'Europe/Madrid' }, 'time-does-not-exist'],
    [{ localTime: '2099-10-25T02:30', timeZone: 'Europe/Madrid' }, 'time-ambiguous'],
    [{ localTime: '2099-01-01T09:00', timeZone: 'Bogota' }, 'time-zone-unknown'],
    [{ localTime: 'tomorrow', timeZone: 'America/Bogota' }, 'time-invalid'],
    [{ localTime: '2099-01-01T09:00' }, 'invalid-input'],
    [{ localTime: '2099-01-01T09:00', timeZone: 'UTC', scheduledAt: 'now' }, 'invalid-input'],
  ])('refuses %j with %s', async (request, code) => {
    const { id } = await ready();
    expect(codeOf(await post(id, 'schedule', request).expect(400))).toBe(code);
    expect((await rowOf(id)).status).toBe('draft');
  });

  test('takes the one of two hours that was meant', async () => {
    const { id } = await ready();
    const twice = { localTime: '2099-10-25T02:30', timeZone: 'Europe/Madrid' };
    const later = await post(id, 'schedule', { ...twice, occurrence: 'later' }).expect(200);
    expect(later.body.data.scheduledAt).toBe('2099-10-25T01:30:00.000Z');
    await post(id, 'unschedule').expect(200);
  });

  const scheduledFor = async (date: Date) => {
    const { id } = await ready();
    await post(id, 'schedule', bogota).expect(200);
    await campaigns().update({ where: { id }, data: { scheduledAt: date } });
    return id;
  };

  test('starts what is due, and only that', async () => {
    const due = await scheduledFor(inMinutes(-1));
    const notYet = await scheduledFor(inMinutes(1));
    await Promise.all([gate().tick(), gate().tick()]);
    await frozen(due);
    expect((await rowOf(due)).status).toBe('sending');
    expect(await ledgerRows(due)).toHaveLength(2);
    expect((await rowOf(notYet)).status).toBe('scheduled');
    jest.spyOn(clock, 'now').mockReturnValue(inMinutes(2));
    await gate().tick();
    await frozen(notYet);
  });

  test('pauses and asks where the server slept through it; resuming sends', async () => {
    const justInTime = await scheduledFor(inMinutes(-grace + 1));
    const missed = await scheduledFor(inMinutes(-grace - 1));
    await gate().tick();
    await frozen(justInTime);
    expect((await admin.get(`/campaigns/${missed}`)).body.data).toMatchObject({
      status: 'paused',
      statusReason: 'missed-schedule',
      transitions: ['resume', 'cancel'],
      ledger: null,
    });
    await gate().tick();
    expect((await rowOf(missed)).status).toBe('paused');
    const { body } = await post(missed, 'resume').expect(200);
    expect(body.data).toMatchObject({ status: 'sending', statusReason: null });
    await frozen(missed);
    expect(await ledgerRows(missed)).toHaveLength(2);
  });

  test('a crash between the status and the freeze is made up for', async () => {
    const { id } = await ready();
    await rawRows(id).update({ status: 'sending' });
    expect(await gate().isSending(id)).toBe(false);
    expect(await gate().sending()).not.toContain(id);
    await gate().tick();
    await frozen(id);
    expect(await ledgerRows(id)).toHaveLength(2);
  });
});

describe('the hook, whoever writes', () => {
  const documentOf = async (id: number) => (await rowOf(id)).documentId as string;

  test('a document set to sending goes out', async () => {
    const { id } = await ready();
    await app.strapi.documents(UID as never).update({
      documentId: await documentOf(id),
      data: { status: 'sending' } as never,
    });
    await frozen(id);
    expect(await ledgerRows(id)).toHaveLength(2);
  });

  test('one created as sending goes out', async () => {
    const { id: model } = await ready();
    const {
      id: _id,
      documentId: _document,
      createdAt: _created,
      updatedAt: _updated,
      ...fields
    } = await rowOf(model);
    const { id } = await campaigns().create({ data: { ...fields, status: 'sending', lists: [listId] } });
    await frozen(id);
    expect(await ledgerRows(id)).toHaveLength(2);
  });

  test('updateMany counts too', async () => {
    const { id } = await ready();
    await campaigns().updateMany({ where: { id }, data: { status: 'sending' } });
    await frozen(id);
    await campaigns().updateMany({ where: { id }, data: { status: 'cancelled' } });
    const row = await rowOf(id);
    expect(row).toMatchObject({ status: 'cancelled', finishedAt: expect.anything() });
    await nobodyWaits(id);
  });

  test('nothing starts before the commit, and nothing after a rollback', async () => {
    const { id } = await ready();
    const failed = inTransaction(app.strapi, async () => {
      await campaigns().update({ where: { id }, data: { status: 'sending' } });
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    await gate().tick();
    expect(await rowOf(id)).toMatchObject({ status: 'draft', frozenAt: null });
    expect(await ledgerRows(id)).toEqual([]);
  });

  test.each([
    ['draft', 'sent'],
    ['draft', 'paused'],
    ['scheduled', 'sending'],
    ['sending', 'sent'],
    ['sending', 'failed'],
    ['sending', 'draft'],
    ['sent', 'sending'],
    ['sent', 'draft'],
    ['cancelled', 'sending'],
    ['failed', 'draft'],
    ['draft', 'nonsense'],
  ])('%s → %s is refused', async (from, to) => {
    const { id } = await ready();
    await rawRows(id).update({ status: from });
    const documentId = await documentOf(id);
    const writes = [
      () => campaigns().update({ where: { id }, data: { status: to } }),
      () => campaigns().updateMany({ where: { id }, data: { status: to } }),
      () => app.strapi.documents(UID as never).update({ documentId, data: { status: to } as never }),
    ];
    for (const write of writes) await expect(write()).rejects.toThrow();
    expect((await rowOf(id)).status).toBe(from);
    await rawRows(id).update({ status: 'cancelled' });
  });

  test('a campaign is not created as sent, and not scheduled without a time', async () => {
    await expect(campaigns().create({ data: { name: 'X', status: 'sent' } })).rejects.toThrow('draft');
    await expect(campaigns().createMany({ data: [{ name: 'X', status: 'sending' }] })).rejects.toThrow(
      'draft',
    );
    const { id } = await ready();
    await expect(campaigns().update({ where: { id }, data: { status: 'scheduled' } })).rejects.toThrow(
      'Say when',
    );
  });

  test.each(['sending', 'sent', 'cancelled', 'failed'])('a %s campaign is not deleted', async (status) => {
    const { id } = await ready();
    await rawRows(id).update({ status });
    const documentId = await documentOf(id);
    const deletions = [
      () => campaigns().delete({ where: { id } }),
      () => campaigns().deleteMany({ where: { id } }),
      () => app.strapi.documents(UID as never).delete({ documentId }),
    ];
    for (const remove of deletions) await expect(remove()).rejects.toThrow('proof');
    expect((await rowOf(id)).status).toBe(status);
    await rawRows(id).update({ status: 'cancelled' });
  });

  test('the plugin’s own fields are not taken from others', async () => {
    const { id } = await ready();
    const startedAt = new Date('2020-01-01');
    await campaigns().update({
      where: { id },
      data: { name: 'Y', startedAt, frozenAt: startedAt, statusReason: 'x' },
    });
    expect(await rowOf(id)).toMatchObject({ name: 'Y', startedAt: null, frozenAt: null, statusReason: null });
  });
});

describe('the end', () => {
  /** Put off by the relay for minutes: from here on no worker touches the rows. */
  const putOff = async () => {
    const { id } = await ready();
    await post(id, 'send').expect(200);
    await frozen(id);
    await waitFor('the relay', async () => (await ledgerRows(id).where({ status: 'deferred' })).length === 2);
    return id;
  };
  /** Where nobody waits any more, the engine may end the campaign at any moment from here on. */
  const sentTo = async (status: string) => {
    const id = await putOff();
    await ledgerRows(id).update({ status });
    return id;
  };

  test('is sent, once the ledger adds up', async () => {
    const id = await sentTo('accepted');
    await gate().finished(id);
    expect(await rowOf(id)).toMatchObject({
      status: 'sent',
      statusReason: null,
      finishedAt: expect.anything(),
    });
    const { body } = await admin.get(`/campaigns/${id}`);
    expect(body.data).toMatchObject({
      transitions: [],
      ledger: { candidates: 2, byStatus: { accepted: 2 } },
    });
  });

  test('does not come while someone waits', async () => {
    const id = await sentTo('pending');
    await gate().finished(id);
    expect((await rowOf(id)).status).toBe('sending');
    await post(id, 'cancel').expect(200);
  });

  test('says where the ledger does not add up', async () => {
    const id = await putOff();
    const [row] = await ledgerRows(id);
    await ledgerRows(id).where({ id: row.id }).delete();
    const log = jest.spyOn(app.strapi.log, 'error').mockImplementation(() => app.strapi.log);
    await ledgerRows(id).update({ status: 'accepted' });
    await gate().finished(id);
    await waitFor('the end', async () => (await rowOf(id)).status === 'sent');
    expect(await rowOf(id)).toMatchObject({ status: 'sent', statusReason: 'ledger-mismatch' });
    // Whoever ends it first tells of it, once the end is stored.
    await waitFor('the log to tell', () => JSON.stringify(log.mock.calls).includes('does not add up'));
  });

  test('the system pauses with a reason', async () => {
    const id = await sentTo('pending');
    jest.spyOn(app.strapi.log, 'error').mockImplementation(() => app.strapi.log);
    await gate().pause(id, 'transport-refused');
    expect(await rowOf(id)).toMatchObject({ status: 'paused', statusReason: 'transport-refused' });
    await gate().pause(id, 'another-reason');
    expect((await rowOf(id)).statusReason).toBe('transport-refused');
    await post(id, 'cancel').expect(200);
  });

  test('uncertain recipients: sent again, the campaign sends again; closed, it stays sent', async () => {
    const again = await sentTo('uncertain');
    await gate().finished(again);
    expect((await rowOf(again)).status).toBe('sent');
    await post(again, 'uncertain', { decision: 'resend' }).expect(200);
    // The engine may be ending it at this very moment: then it opens again as soon as it sees who waits.
    const open = await waitFor('the campaign to send again', async () => {
      const { data } = (await admin.get(`/campaigns/${again}`)).body;
      return data.status === 'sending' && data;
    });
    expect(open).toMatchObject({ finishedAt: null, ledger: { byStatus: { uncertain: 0 } } });
    await post(again, 'cancel').expect(200);

    const closed = await sentTo('uncertain');
    await gate().finished(closed);
    const answer = await post(closed, 'uncertain', { decision: 'close' }).expect(200);
    expect(answer.body.data).toMatchObject({
      status: 'sent',
      ledger: { byStatus: { uncertain: 0, rejected: 2 } },
    });
    const nothing = await post(closed, 'uncertain', { decision: 'resend' }).expect(200);
    expect(nothing.body.data.status).toBe('sent');
  });

  test('nobody is written to again by a campaign that was cancelled or never sent', async () => {
    const id = await putOff();
    await post(id, 'pause').expect(200);
    await ledgerRows(id).update({ status: 'uncertain' });
    await post(id, 'cancel').expect(200);
    expect(codeOf(await post(id, 'uncertain', { decision: 'resend' }).expect(400))).toBe(
      'transition-refused',
    );
    await post(id, 'uncertain', { decision: 'close' }).expect(200);
    const draft = await ready();
    expect(codeOf(await post(draft.id, 'uncertain', { decision: 'close' }).expect(400))).toBe(
      'transition-refused',
    );
    await post(draft.id, 'uncertain', { decision: 'forget' }).expect(400);
  });

  test('the policy for uncertain rows is the campaign’s, unless it is cancelled', async () => {
    const { id } = await ready({ uncertainPolicy: 'close' });
    expect(await gate().uncertainPolicy(id)).toBe('close');
    const again = await ready({ uncertainPolicy: 'resend' });
    expect(await gate().uncertainPolicy(again.id)).toBe('resend');
    await rawRows(again.id).update({ status: 'cancelled' });
    expect(await gate().uncertainPolicy(again.id)).toBe('hold');
    expect(await gate().uncertainPolicy(999_999)).toBe('hold');
  });

  test('the ledger is read row by row', async () => {
    const id = await sentTo('accepted');
    const { body } = await admin.get(`/campaigns/${id}/deliveries?pageSize=1&status=accepted`).expect(200);
    expect(body.meta.pagination.total).toBe(2);
    expect(body.data[0]).toMatchObject({ status: 'accepted', domain: 'example.org' });
    await admin.get('/campaigns/999999/deliveries').expect(404);
    await gate().finished(id);
  });
});
