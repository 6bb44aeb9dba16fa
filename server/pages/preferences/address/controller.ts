import type { Core } from '@strapi/strapi';

import { configOf, institutionOf } from '../../../config';
import { preferencesOf, type Preferences } from '../../../contacts';
import { redacted } from '../../../lib/redact';
import { backgroundOf } from '../../background';
import { type Frame, frameFor } from '../../page/frame';
import { html } from '../../page/html';
import { guarded, sendNotFound, sendNotice, sendPage, type PublicContext } from '../../page/respond';
import { sendLetter } from '../../send-letter';
import { visitOf } from '../../visit';
import { preferencesUrl } from '../token';
import { addressChangedMail } from './mails';
import { forgetChange, markUsed, pendingChange, type PendingChange } from './pending';
import { readAddress } from './token';

interface Asked {
  change: PendingChange;
  person: Preferences;
  frame: Frame;
}

/** The page that the e-mail to a new address opens. */
export const createAddressController = ({ strapi }: { strapi: Core.Strapi }) => {
  const sendGone = (ctx: PublicContext, frame: Frame): void =>
    sendNotice(ctx, frame, 'addressGone', {
      status: 410,
      mark: 'wait',
      values: { hours: configOf(strapi).subscribe.confirmHours },
    });

  const isMade = ({ addressHash }: PendingChange, { emailHash }: Preferences): boolean =>
    emailHash === addressHash;

  const sendUsed = (ctx: PublicContext, frame: Frame): void =>
    sendNotice(ctx, frame, 'addressUsed', { status: 410, mark: 'done' });

  /** The other press of a double one may have made the change meanwhile. */
  const sendUnchanged = async (ctx: PublicContext, { change, frame }: Asked): Promise<void> => {
    const now = await preferencesOf(strapi).read(change.contactId);
    if (now && isMade(change, now)) return sendUsed(ctx, frame);
    await forgetChange(strapi, change.id);
    return sendGone(ctx, frame);
  };

  /** Answers itself where there is nothing to confirm. */
  const read = async (ctx: PublicContext): Promise<Asked | null> => {
    const claim = readAddress(strapi, ctx.params.token ?? '');
    if (!claim) {
      await sendNotFound(strapi, ctx);
      return null;
    }
    const change = await pendingChange(strapi, claim.id);
    const person =
      change && claim.isFor(change.addressHash) && (await preferencesOf(strapi).read(change.contactId));
    if (person && isMade(change, person)) {
      sendUsed(ctx, await frameFor(strapi, ctx, { contact: person.language }));
      return null;
    }
    if (person && person.emailHash === change.fromHash) {
      return { change, person, frame: await frameFor(strapi, ctx, { contact: person.language }) };
    }
    sendGone(ctx, await frameFor(strapi, ctx));
    return null;
  };

  const tellFormer = ({ email, language, suppression }: Preferences): boolean =>
    suppression !== null ||
    backgroundOf(strapi).add(async () => {
      try {
        await sendLetter(
          strapi,
          email,
          addressChangedMail({ institution: await institutionOf(strapi), language }),
        );
      } catch (error) {
        strapi.log.error(`[mail-campaigns] a former address could not be told: ${redacted(error)}`);
      }
    });

  return {
    page: guarded(strapi, async (ctx) => {
      const asked = await read(ctx);
      if (!asked) return;
      const { say } = asked.frame;
      const body = html`<p class="lead">${say('addressConfirm.lead')}</p>
        <form method="post"><button type="submit">${say('addressConfirm.submit')}</button></form>
        <p class="small">${say('addressConfirm.notYou')}</p>`;
      sendPage(ctx, asked.frame, { title: say('addressConfirm.title'), body, mark: 'mail' });
    }),

    confirm: guarded(strapi, async (ctx) => {
      const asked = await read(ctx);
      if (!asked) return;
      const { change, person, frame } = asked;
      const notice = frame.say('addressConfirm.notice', { button: frame.say('addressConfirm.submit') });
      const outcome = await preferencesOf(strapi).changeAddress(
        { id: change.contactId, emailHash: change.fromHash },
        change.address,
        { notice, language: frame.language, ...visitOf(ctx) },
      );
      if (outcome !== 'changed') return sendUnchanged(ctx, asked);
      await markUsed(strapi, change);
      tellFormer(person);
      const link = preferencesUrl(strapi, { id: change.contactId, emailHash: change.addressHash });
      const more = html`<p><a href="${new URL(link).pathname}">${frame.say('left.preferences')}</a></p>`;
      return sendNotice(ctx, frame, 'addressChanged', { mark: 'done', more });
    }),
  };
};
