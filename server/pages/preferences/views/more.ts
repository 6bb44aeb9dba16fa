import type { Frame } from '../../page/frame';
import { html, type Html, type Slot } from '../../page/html';
import { PAUSES } from '../input';
import type { PageState } from './page';

const section = (summary: string, content: Html, open = false): Html =>
  html`<details ${open && html`open`}>
    <summary>${summary}</summary>
    ${content}
  </details>`;

const pause = ({ say }: Frame): Html =>
  html`<p class="small">${say('pause.lead')}</p>
    <form method="post">
      <div class="field">
        <label for="weeks">${say('pause.weeks')}</label>
        <select id="weeks" name="weeks">
          ${PAUSES.map((weeks) => html`<option value="${weeks}">${say('pause.option', { weeks })}</option>`)}
        </select>
      </div>
      <button class="quiet" type="submit" name="action" value="pause">${say('pause.begin')}</button>
    </form>`;

const address = ({ say }: Frame, wrong: boolean, typed: string | undefined): Html =>
  html`<p class="small">${say('address.lead')}</p>
    <form method="post">
      <div class="field">
        <label for="email">${say('address.label')}</label>
        <input
          id="email"
          name="email"
          type="email"
          autocomplete="email"
          maxlength="254"
          value="${typed}"
          required
          ${wrong && html`aria-invalid="true" aria-describedby="email-problem" autofocus`}
        />
        ${wrong && html`<span class="error" id="email-problem">${say('address.problem')}</span>`}
      </div>
      <button class="quiet" type="submit" name="action" value="address">${say('address.submit')}</button>
    </form>`;

const download = ({ say }: Frame): Html =>
  html`<p class="small">${say('data.lead')}</p>
    <form method="post">
      <input type="hidden" name="action" value="download" />
      <button class="quiet" type="submit" name="format" value="csv">${say('data.csv')}</button>
      <button class="quiet" type="submit" name="format" value="json">${say('data.json')}</button>
    </form>`;

const leave = ({ say }: Frame): Html =>
  html`<p class="small">${say('leave.lead')}</p>
    <form method="post">
      <button class="quiet" type="submit" name="action" value="leave">${say('leave.submit')}</button>
    </form>`;

/** Everything but the choice of lists, each behind its own line. */
export function moreChoices(frame: Frame, { preferences, erasePath, problem, typed }: PageState): Slot {
  const { say } = frame;
  const isOnAny = preferences.lists.some(({ status }) => status === 'confirmed' || status === 'pending');
  const wrongAddress = problem === 'address';
  return html`<div class="more">
    ${isOnAny && section(say('leave.summary'), leave(frame))}
    ${!preferences.pausedUntil && section(say('pause.summary'), pause(frame))}
    ${section(say('address.summary'), address(frame, wrongAddress, typed), wrongAddress)}
    ${section(say('data.summary'), download(frame))}
    ${section(
      say('erase.summary'),
      html`<p class="small">${say('erase.lead')}</p>
        <p><a href="${erasePath}">${say('erase.link')}</a></p>`,
    )}
  </div>`;
}
