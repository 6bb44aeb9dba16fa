import type { Core } from '@strapi/strapi';

import { consentOf, type ConsentChannel } from '../../consent';
import { subscriptionsOf, type Standing } from '../../contacts';
import type { LedgerRow } from '../../ledger';
import { type Frame, frameFor } from '../page/frame';
import { guarded, sendNotFound, sendNotice, sendPage, type PublicContext } from '../page/respond';
import { countLeaving, readDelivery } from '../recipient';
import { visitOf } from '../visit';
import { readChoice, type Choice } from './choice';
import { leftHere } from './left-here';
import { dropReason, keepReason } from './reasons';
import { readUndo, signUndo } from './undo';
import { askPage, leftPage, type Held } from './views';

interface Recipient {
  row: LedgerRow & { contactId: number };
  standing: Standing;
  frame: Frame;
}

const held = ({ row, standing }: Recipient): Held => {
  const active = standing.subscriptions.filter(({ status }) => status !== 'unsubscribed');
  return {
    listName: standing.subscriptions.find(({ listId }) => listId === row.listId)?.listName ?? null,
    onList: active.some(({ listId }) => listId === row.listId),
    onOthers: active.some(({ listId }) => listId !== row.listId),
  };
};

export const createUnsubscribeController = ({ strapi }: { strapi: Core.Strapi }) => {
  const subscriptions = () => subscriptionsOf(strapi);

  /** The person behind the link; answers itself where there is none: forged, a test, erased. */
  const recipient = async (ctx: PublicContext): Promise<Recipient | null> => {
    const found = await readDelivery(strapi, 'unsubscribe', ctx.params.token ?? '');
    if (found === 'unknown') {
      await sendNotFound(strapi, ctx);
      return null;
    }
    if (found === 'test') {
      sendNotice(ctx, await frameFor(strapi, ctx, { layout: 'unsubscribe' }), 'test');
      return null;
    }
    const { contactId } = found;
    const standing = contactId === null ? null : await subscriptions().standing(contactId);
    if (contactId !== null && standing) {
      const frame = await frameFor(strapi, ctx, { contact: standing.language, layout: 'unsubscribe' });
      return { row: { ...found, contactId }, standing, frame };
    }
    sendNotice(ctx, await frameFor(strapi, ctx, { layout: 'unsubscribe' }), 'erased');
    return null;
  };

  /** For the button that takes back what was left by this link. */
  const undoOf = async ({ row, standing }: Recipient): Promise<string | null> => {
    const person = { addressHash: standing.emailHash, contactId: row.contactId };
    const records = await consentOf(strapi).recordsOf(person);
    const page = { channels: ['unsubscribe-page', 'one-click'] as const, campaignId: row.campaignId };
    return signUndo(strapi, row.id, leftHere(records, page));
  };

  const leave = async (ctx: PublicContext, person: Recipient, kind: 'one-click' | 'list' | 'all') => {
    const { row, standing, frame } = person;
    const listId = kind === 'all' ? null : row.listId;
    const before = standing.subscriptions.filter(
      (one) => one.status === 'confirmed' && (listId === null || one.listId === listId),
    );
    const channel: ConsentChannel = kind === 'one-click' ? 'one-click' : 'unsubscribe-page';
    const proof = { channel, campaignId: row.campaignId, ...visitOf(ctx) };
    const changed = await subscriptions().unsubscribe([row.contactId], listId, proof);
    if (changed > 0) await countLeaving(strapi, row);
    const now = (await subscriptions().standing(row.contactId)) ?? standing;
    const left = before.map((one) => one.listId);
    sendPage(
      ctx,
      frame,
      leftPage(frame, held({ ...person, standing: now }), await undoAfter(person, kind, changed, left), true),
    );
  };

  /** Nobody reads what a mailbox provider is answered. A second press leaves nothing, and was meant like the first. */
  const undoAfter = async (
    person: Recipient,
    kind: 'one-click' | 'list' | 'all',
    changed: number,
    left: readonly number[],
  ): Promise<string | null> => {
    if (kind === 'one-click') return null;
    return changed > 0 ? signUndo(strapi, person.row.id, left) : undoOf(person);
  };

  const undo = async (ctx: PublicContext, { row, frame }: Recipient, proof: string) => {
    const allowed = readUndo(strapi, row.id, proof);
    const notice = frame.say('undone.notice', { button: frame.say('left.undo') });
    const seen = { notice, ...visitOf(ctx) };
    const back =
      allowed && (await subscriptions().rejoin(row.contactId, allowed.listIds, allowed.leftBy, seen));
    if (back) {
      await dropReason(strapi, row.id);
      return sendNotice(ctx, frame, 'undone', { mark: 'done' });
    }
    return sendNotice(ctx, frame, 'undoLate', { status: 400, mark: 'wait' });
  };

  /** Only who has left has a reason. */
  const explain = async (ctx: PublicContext, person: Recipient, why: Choice & { kind: 'reason' }) => {
    const { id: deliveryId, campaignId, contactId } = person.row;
    const { reason, words } = why;
    await keepReason(strapi, { deliveryId, campaignId, contactId, reason, words });
    sendNotice(ctx, person.frame, 'thanks', { mark: 'done' });
  };

  /** Only what a form sends: a JSON body comes from neither a mailbox provider nor our page. */
  const choiceOf = (ctx: PublicContext): Choice | null =>
    ctx.is('urlencoded', 'multipart') ? readChoice(ctx.request.body) : null;

  return {
    page: guarded(strapi, async (ctx) => {
      const person = await recipient(ctx);
      if (!person) return;
      const state = held(person);
      const nothing = !state.onList && !state.onOthers;
      const back = state.onList ? null : await undoOf(person);
      sendPage(
        ctx,
        person.frame,
        nothing ? leftPage(person.frame, state, back, false) : askPage(person.frame, state, back),
      );
    }),

    leave: guarded(strapi, async (ctx) => {
      const person = await recipient(ctx);
      if (!person) return;
      const choice = choiceOf(ctx);
      if (!choice || (choice.kind === 'list' && person.row.listId === null)) {
        sendNotice(ctx, person.frame, 'badChoice', { status: 400, mark: 'question' });
      } else if (choice.kind === 'reason') {
        if (held(person).onList)
          sendNotice(ctx, person.frame, 'badChoice', { status: 400, mark: 'question' });
        else await explain(ctx, person, choice);
      } else if (choice.kind === 'undo') {
        await undo(ctx, person, choice.proof);
      } else {
        await leave(ctx, person, choice.kind);
      }
    }),
  };
};
