import { LEAVE_REASONS } from '../../../contracts';
import type { Frame } from '../page/frame';
import { html, type Html } from '../page/html';
import type { Page } from '../page/layout';
import { MOST_WORDS } from './choice';

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

const undoForm = (say: Frame['say'], proof: string): Html =>
  html`<form method="post">
    <input type="hidden" name="proof" value="${proof}" />
    <button class="quiet" type="submit" name="action" value="undo">${say('left.undo')}</button>
  </form>`;

/**
 * The question. Both ways out stand on one page, without a login (CAN-SPAM 16 CFR 316.5).
 * @param proof for the button that takes back what has just been left; null without one.
 */
export function askPage({ say }: Frame, { listName, onList }: Held, proof: string | null): Page {
  const left =
    listName &&
    !onList &&
    html`<p>${say('left.list', { list: listName })}</p>
      ${proof && undoForm(say, proof)}`;
  const body = html`${left}
    <p class="lead">${say('unsubscribe.lead')}</p>
    <form method="post">
      ${listName && onList && button('list', say('unsubscribe.list', { list: listName }), false)}
      ${button('all', say('unsubscribe.all'), onList)}
    </form>
    <p class="small">${say('unsubscribe.keep')}</p>`;
  return { title: say('unsubscribe.title'), body, mark: 'question' };
}

/** Asked once the person has left, never before: an answer is a favour, no condition. */
const whyForm = (say: Frame['say']): Html =>
  html`<h2>${say('why.title')}</h2>
    <form method="post">
      <fieldset>
        <legend>${say('why.legend')} <span class="optional">${say('optional')}</span></legend>
        ${LEAVE_REASONS.map(
          (reason) =>
            html`<label class="choice">
              <input type="radio" name="reason" value="${reason}" /><span>${say(`why.${reason}`)}</span>
            </label>`,
        )}
      </fieldset>
      <div class="field">
        <label for="words">${say('why.words')} <span class="optional">${say('optional')}</span></label>
        <textarea id="words" name="words" rows="3" maxlength="${MOST_WORDS}"></textarea>
      </div>
      <button class="quiet" type="submit" name="action" value="reason">${say('why.send')}</button>
    </form>`;

/**
 * The goodbye.
 * @param proof for the button that takes it back; null without one.
 * @param justNow the person left by this very request: then the reason is asked.
 */
export function leftPage({ say }: Frame, held: Held, proof: string | null, justNow: boolean): Page {
  const why = justNow && !held.onList && whyForm(say);
  const one = held.listName && held.onOthers;
  const undo =
    proof &&
    html`<h2>${say('left.mistake')}</h2>
      ${undoForm(say, proof)}`;
  const body = html`<p class="lead">
      ${one ? say('left.list', { list: held.listName ?? '' }) : say('left.all')} ${one && say('left.others')}
    </p>
    <p class="small">${say('left.running')}</p>
    ${undo} ${why}`;
  return { title: say('left.title'), body, mark: 'done' };
}
