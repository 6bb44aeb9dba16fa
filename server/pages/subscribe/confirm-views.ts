import { html, type Html } from '../page/html';
import type { Frame } from '../page/frame';
import { nameList, type Page } from '../page/layout';

const alsoAsked = ({ say }: Frame, lists: readonly { listId: number; listName: string }[]): Html =>
  html`<fieldset>
    <legend>${say('confirm.also')}</legend>
    ${lists.map(
      ({ listId, listName }) =>
        html`<label class="choice"
          ><input type="checkbox" name="also" value="${listId}" /><span
            ><strong>${listName}</strong></span
          ></label
        >`,
    )}
  </fieldset>`;

/**
 * The question behind the link of the confirmation e-mail.
 * @param also what was asked for besides, of which no e-mail told: an address gets one a day. Nothing is ticked, for
 * anybody may have asked.
 */
export const confirmPage = (
  frame: Frame,
  lists: readonly string[],
  also: readonly { listId: number; listName: string }[] = [],
): Page => ({
  title: frame.say('confirm.title'),
  body: html`<p class="lead">${frame.say('confirm.lead')}</p>
    ${nameList(lists)}
    <form method="post">
      ${also.length > 0 && alsoAsked(frame, also)}
      <button type="submit">${frame.say('confirm.submit')}</button>
    </form>
    <p class="small">${frame.say('confirm.notYou')}</p>`,
  mark: 'mail',
});

/** @param own title and lead of the form that was filled in. */
export const confirmedPage = (
  { say }: Frame,
  lists: readonly string[],
  own: { title?: string | undefined; lead?: string | undefined } = {},
): Page => ({
  title: own.title ?? say('confirmed.title'),
  body: html`<p class="lead">${own.lead ?? say('confirmed.lead')}</p>
    ${nameList(lists)}
    <p class="small">${say('confirmed.hint')}</p>`,
  mark: 'done',
});
