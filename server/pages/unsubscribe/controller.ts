import type { Core } from '@strapi/strapi';

import type { ConsentChannel } from '../../consent';
import { subscriptionsOf, type Standing } from '../../contacts';
import { ledgerOf, type LedgerRow } from '../../ledger';
import { clock } from '../../lib/clock';
import { redacted } from '../../lib/redact';
import type { Frame } from '../page/layout';
import { frameFor, guarded, sendNotFound, sendNotice, sendPage, type PublicContext } from '../page/respond';
import { readDelivery } from '../recipient';
import { visitOf } from '../visit';
import { readChoice, type Choice } from './choice';
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
      sendNotice(ctx, await frameFor(strapi, ctx), 'test');
      return null;
    }
    const { contactId } = found;
    const standing = contactId === null ? null : await subscriptions().standing(contactId);
    if (contactId !== null && standing) {
      const frame = await frameFor(strapi, ctx, { contact: standing.language });
      return { row: { ...found, contactId }, standing, frame };
    }
    sendNotice(ctx, await frameFor(strapi, ctx), 'erased');
    return null;
  };

  /** What the person left counts for the campaign; should that fail, they have left all the same. */
  const count = async (row: LedgerRow): Promise<void> => {
    try {
      await ledgerOf(strapi).markUnsubscribed(row.id, clock.now());
    } catch (error) {
      strapi.log.error(`[mail-campaigns] delivery ${row.id}: leaving was not counted: ${redacted(error)}`);
    }
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
    if (changed > 0) await count(row);
    const now = (await subscriptions().standing(row.contactId)) ?? standing;
    const left = before.map((one) => one.listId);
    const undo = kind === 'one-click' ? null : signUndo(strapi, row.id, left);
    sendPage(ctx, frame, leftPage(frame, held({ ...person, standing: now }), undo));
  };

  const undo = async (ctx: PublicContext, { row, frame }: Recipient, proof: string) => {
    const allowed = readUndo(strapi, row.id, proof);
    const notice = frame.say('undone.notice', { button: frame.say('left.undo') });
    const seen = { notice, ...visitOf(ctx) };
    const back =
      allowed && (await subscriptions().rejoin(row.contactId, allowed.listIds, allowed.leftBy, seen));
    if (back) return sendNotice(ctx, frame, 'undone', { mark: 'done' });
    return sendNotice(ctx, frame, 'undoLate', { status: 400, mark: 'wait' });
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
      sendPage(
        ctx,
        person.frame,
        nothing ? leftPage(person.frame, state, null) : askPage(person.frame, state),
      );
    }),

    leave: guarded(strapi, async (ctx) => {
      const person = await recipient(ctx);
      if (!person) return;
      const choice = choiceOf(ctx);
      if (!choice || (choice.kind === 'list' && person.row.listId === null)) {
        sendNotice(ctx, person.frame, 'badChoice', { status: 400, mark: 'question' });
      } else if (choice.kind === 'undo') {
        await undo(ctx, person, choice.proof);
      } else {
        await leave(ctx, person, choice.kind);
      }
    }),
  };
};
