import { html } from '../page/html';
import type { Frame } from '../page/frame';
import { nameList, type Page } from '../page/layout';

/** The question behind the link of the confirmation e-mail. */
export const confirmPage = ({ say }: Frame, lists: readonly string[]): Page => ({
  title: say('confirm.title'),
  body: html`<p class="lead">${say('confirm.lead')}</p>
    ${nameList(lists)}
    <form method="post"><button type="submit">${say('confirm.submit')}</button></form>
    <p class="small">${say('confirm.notYou')}</p>`,
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
