import type { Core } from '@strapi/strapi';

import { configOf } from '../../config';
import { consentOf } from '../../consent';
import { contactsOf, mayMeasure, preferencesOf, subscriptionsOf } from '../../contacts';
import { parseAddress } from '../../lib/address';
import { clock } from '../../lib/clock';
import { backgroundOf } from '../background';
import { type Frame, frameFor } from '../page/frame';
import { guarded, harden, pathOf, sendNotice, sendPage, type PublicContext } from '../page/respond';
import { countLeaving } from '../recipient';
import { createRateLimit } from '../subscribe/rate-limit';
import { leftHere } from '../unsubscribe/left-here';
import { readUndo, signUndo } from '../unsubscribe/undo';
import { visitOf } from '../visit';
import { askForAddress } from './address/ask';
import { collectData } from './download/collect';
import { toCsv } from './download/csv';
import { isErase, readAction, type Action, type SaveInput } from './input';
import { personOf, type Person } from './person';
import { erasePage } from './views/erase';
import { leftEverythingPage } from './views/left';
import { preferencesPage, type PageState } from './views/page';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** What one person may ask for in an hour, each of both. */
const PER_PERSON = 5;

export const createPreferencesController = ({ strapi }: { strapi: Core.Strapi }) => {
  const perConnection = createRateLimit('preferences', configOf(strapi).subscribe.perIpPerHour);
  const perPerson = createRateLimit('preferences-person', PER_PERSON, (person) => person);

  const isMeasured = ({ preferences: { tracking } }: Person): boolean => mayMeasure(strapi, tracking);

  const pathFor = (ctx: PublicContext, { frame }: Person, suffix = ''): string =>
    `${pathOf(strapi, `/preferences/${ctx.params.token}${suffix}`)}?lang=${frame.language}`;

  const show = (ctx: PublicContext, person: Person, more: Partial<PageState> = {}): void => {
    const { preferences, frame } = person;
    const erasePath = pathFor(ctx, person, '/erase');
    const subscribePath = `${pathOf(strapi, '/subscribe')}?lang=${frame.language}`;
    const page = preferencesPage(frame, {
      preferences,
      measured: isMeasured(person),
      erasePath,
      subscribePath,
      ...more,
    });
    sendPage(ctx, frame, page, more.problem ? 400 : 200);
  };

  /** The page as things stand after a change. */
  const showAgain = async (ctx: PublicContext, person: Person, more: Partial<PageState>): Promise<void> => {
    const preferences =
      (await preferencesOf(strapi).read(person.preferences.contactId)) ?? person.preferences;
    show(ctx, { ...person, preferences }, more);
  };

  const proofOf = (ctx: PublicContext, { row }: Person) => ({
    channel: 'preferences-page' as const,
    campaignId: row?.campaignId ?? null,
    ...visitOf(ctx),
  });

  /**
   * For what sends an e-mail or reads much.
   * @returns false, with the answer given, where this connection or this person asks for too much.
   */
  const mayGoOn = async (
    ctx: PublicContext,
    { frame, preferences }: Person,
    what: 'address' | 'download',
  ): Promise<boolean> => {
    const wait = Math.max(
      await perConnection.take(ctx.request.ip),
      await perPerson.take(`${what}-${preferences.contactId}`),
    );
    if (wait === 0) return true;
    sendTooMany(ctx, frame, wait);
    return false;
  };

  /** What was left here lately: a second press of the button leaves nothing, and was meant like the first. */
  const leftBefore = async ({ preferences }: Person): Promise<number[]> => {
    const { emailHash: addressHash, contactId } = preferences;
    const records = await consentOf(strapi).recordsOf({ addressHash, contactId });
    return leftHere(records, { channels: ['preferences-page'] });
  };

  const save = async (ctx: PublicContext, person: Person, input: SaveInput): Promise<void> => {
    const { frame, preferences, row } = person;
    const { action: _, shown, lists: wanted, ticked = null, tracking, measured: before, ...fields } = input;
    const measured = tracking === 'on';
    const asShown = before ? before === 'on' : isMeasured(person);
    const proof = proofOf(ctx, person);
    const saved = await preferencesOf(strapi).save(
      preferences.contactId,
      {
        ...fields,
        shown,
        wanted,
        ticked,
        tracking: measured === asShown ? null : measured ? 'allowed' : 'refused',
      },
      {
        ip: proof.ip,
        userAgent: proof.userAgent,
        campaignId: proof.campaignId,
        language: frame.language,
        notice: frame.say('preferences.consent'),
        trackingNotice: frame.say('preferences.tracking'),
      },
    );
    const { joined, left } = saved ?? { joined: [], left: [] };
    if (left.length > 0 && row) await countLeaving(strapi, row);
    const gone =
      left.length > 0
        ? left
        : (await leftBefore(person)).filter((id) => shown.includes(id) && !wanted.includes(id));
    // In the language that the person has just chosen.
    const now = await frameFor(strapi, ctx, { asked: input.language });
    const named = (ids: readonly number[]) =>
      preferences.lists
        .filter(({ id }) => ids.includes(id))
        .map(({ name }) => name)
        .join(', ');
    const { say } = now;
    await showAgain(
      ctx,
      { ...person, frame: now },
      {
        done: [
          say('preferences.saved'),
          ...(joined.length > 0 ? [say('preferences.joined', { lists: named(joined) })] : []),
          ...(left.length > 0 ? [say('preferences.left', { lists: named(left) })] : []),
        ],
        undo: signUndo(strapi, `contact-${preferences.contactId}`, gone),
      },
    );
  };

  const leave = async (ctx: PublicContext, person: Person): Promise<void> => {
    const { frame, preferences, row } = person;
    const before = preferences.lists.filter(({ status }) => status === 'confirmed').map(({ id }) => id);
    const changed = await subscriptionsOf(strapi).unsubscribe(
      [preferences.contactId],
      null,
      proofOf(ctx, person),
    );
    if (changed > 0 && row) await countLeaving(strapi, row);
    const left = changed > 0 ? before : await leftBefore(person);
    const undo = signUndo(strapi, `contact-${preferences.contactId}`, left);
    sendPage(ctx, frame, leftEverythingPage(frame, undo, pathFor(ctx, person)));
  };

  const undo = async (ctx: PublicContext, person: Person, proof: string): Promise<void> => {
    const { frame, preferences } = person;
    const allowed = readUndo(strapi, `contact-${preferences.contactId}`, proof);
    const notice = frame.say('undone.preferences', { button: frame.say('left.undo') });
    const back =
      allowed &&
      (await subscriptionsOf(strapi).rejoin(preferences.contactId, allowed.listIds, allowed.leftBy, {
        notice,
        channel: 'preferences-page',
        ...visitOf(ctx),
      }));
    if (!back) return sendNotice(ctx, frame, 'undoLate', { status: 400, mark: 'wait' });
    return showAgain(ctx, person, { done: [frame.say('undone.lead')] });
  };

  const again = async (ctx: PublicContext, person: Person): Promise<void> => {
    const { frame, preferences } = person;
    await preferencesOf(strapi).takeBackComplaint(preferences.contactId, frame.say('preferences.again'));
    await showAgain(ctx, person, { done: [frame.say('preferences.again.done')] });
  };

  const pause = async (ctx: PublicContext, person: Person, weeks: number | null): Promise<void> => {
    const until = weeks === null ? null : new Date(clock.now().getTime() + weeks * WEEK_MS);
    await preferencesOf(strapi).pause(person.preferences.contactId, until);
    await showAgain(ctx, person, { done: until ? [] : [person.frame.say('pause.ended')] });
  };

  const address = async (ctx: PublicContext, person: Person, email: string): Promise<void> => {
    const parsed = parseAddress(email);
    if (!parsed) return show(ctx, person, { problem: 'address', typed: email });
    if (!(await mayGoOn(ctx, person, 'address'))) return;
    const { frame, preferences } = person;
    // After the answer: the time that it takes says nothing about whether a contact has the address.
    if (
      !backgroundOf(strapi).add(() =>
        askForAddress(strapi, preferences, parsed.address, preferences.language),
      )
    ) {
      return sendTooMany(ctx, frame, 60);
    }
    const values = { hours: configOf(strapi).subscribe.confirmHours };
    return sendNotice(ctx, frame, 'addressAsked', { mark: 'mail', values });
  };

  const download = async (ctx: PublicContext, person: Person, format: 'json' | 'csv'): Promise<void> => {
    if (!(await mayGoOn(ctx, person, 'download'))) return;
    const { frame, preferences } = person;
    const data = await collectData(strapi, preferences);
    harden(ctx);
    ctx.set('Content-Disposition', `attachment; filename="${frame.say('data.file')}.${format}"`);
    ctx.set('Content-Type', format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8');
    ctx.status = 200;
    ctx.body =
      format === 'csv' ? toCsv(data, frame.language === 'es' ? ';' : ',') : JSON.stringify(data, null, 2);
  };

  const run = (ctx: PublicContext, person: Person, action: Action): Promise<void> => {
    switch (action.action) {
      case 'save':
        return save(ctx, person, action);
      case 'leave':
        return leave(ctx, person);
      case 'again':
        return again(ctx, person);
      case 'undo':
        return undo(ctx, person, action.proof);
      case 'pause':
        return pause(ctx, person, action.weeks);
      case 'resume':
        return pause(ctx, person, null);
      case 'address':
        return address(ctx, person, action.email);
      case 'download':
        return download(ctx, person, action.format);
    }
  };

  /** Only what a form of ours sends: another site cannot make a browser send JSON, but no form of ours is any. */
  const formIn = (ctx: PublicContext): unknown =>
    ctx.is('urlencoded', 'multipart') ? ctx.request.body : null;

  return {
    page: guarded(strapi, async (ctx) => {
      const person = await personOf(strapi, ctx);
      if (person) show(ctx, person);
    }),

    change: guarded(strapi, async (ctx) => {
      const person = await personOf(strapi, ctx);
      if (!person) return;
      const action = readAction(formIn(ctx));
      if (action) await run(ctx, person, action);
      else show(ctx, person, { problem: 'form' });
    }),

    erasePage: guarded(strapi, async (ctx) => {
      const person = await personOf(strapi, ctx);
      if (person) sendPage(ctx, person.frame, erasePage(person.frame, pathFor(ctx, person)));
    }),

    erase: guarded(strapi, async (ctx) => {
      const person = await personOf(strapi, ctx);
      if (!person) return;
      const { frame, row, preferences } = person;
      if (!isErase(formIn(ctx))) {
        return sendPage(ctx, frame, erasePage(frame, pathFor(ctx, person)), 400);
      }
      if (row) await countLeaving(strapi, row);
      await contactsOf(strapi).erase([preferences.contactId], null, 'preferences-page');
      return sendNotice(ctx, frame, 'wasErased', { mark: 'done' });
    }),
  };
};

function sendTooMany(ctx: PublicContext, frame: Frame, wait: number): void {
  sendNotice(ctx, frame, 'tooMany', { status: 429, mark: 'wait' });
  ctx.set('Retry-After', String(wait));
}
