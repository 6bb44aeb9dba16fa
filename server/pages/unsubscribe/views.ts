import { html, type Html } from '../page/html';
import type { Frame, Page } from '../page/layout';

/** Name of the list, and whether the person is on it and on others. */
export interface Held {
  listName: string | null;
  onList: boolean;
  onOthers: boolean;
}

const button = (scope: 'list' | 'all', words: string, quiet: boolean): Html =>
  quiet
    ? html`<button class="quiet" type="submit" name="scope" value="${scope}">${words}</button>`
    : html`<button type="submit" name="scope" value="${scope}">${words}</button>`;

/** The question. Both ways out stand on one page, without a login (CAN-SPAM 16 CFR 316.5). */
export function askPage({ say }: Frame, { listName, onList }: Held): Page {
  const left = listName && !onList && html`<p>${say('left.list', { list: listName })}</p>`;
  const body = html`${left}
    <p class="lead">${say('unsubscribe.lead')}</p>
    <form method="post">
      ${listName && onList && button('list', say('unsubscribe.list', { list: listName }), false)}
      ${button('all', say('unsubscribe.all'), onList)}
    </form>
    <p class="small">${say('unsubscribe.keep')}</p>`;
  return { title: say('unsubscribe.title'), body, mark: 'question' };
}

/**
 * The goodbye.
 * @param proof for the button that takes it back; null without one.
 */
export function leftPage({ say }: Frame, held: Held, proof: string | null): Page {
  const one = held.listName && held.onOthers;
  const undo =
    proof &&
    html`<h2>${say('left.mistake')}</h2>
      <form method="post">
        <input type="hidden" name="proof" value="${proof}" />
        <button class="quiet" type="submit" name="action" value="undo">${say('left.undo')}</button>
      </form>`;
  const body = html`<p class="lead">
      ${one ? say('left.list', { list: held.listName ?? '' }) : say('left.all')} ${one && say('left.others')}
    </p>
    <p class="small">${say('left.running')}</p>
    ${undo}`;
  return { title: say('left.title'), body, mark: 'done' };
}
