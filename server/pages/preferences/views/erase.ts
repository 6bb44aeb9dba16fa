import type { Frame } from '../../page/frame';
import { html, type Html } from '../../page/html';
import type { Page } from '../../page/layout';

const points = (sentences: readonly string[]): Html =>
  html`<ul class="points">
    ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
  </ul>`;

/** What goes and what stays, and the one button. */
export function erasePage({ say }: Frame, backPath: string): Page {
  const body = html`<p class="lead">${say('erase.lead')}</p>
    <h2>${say('erase.gone')}</h2>
    ${points([say('erase.gone.identity'), say('erase.gone.lists'), say('erase.gone.sends')])}
    <h2>${say('erase.kept')}</h2>
    ${points([say('erase.kept.proof'), say('erase.kept.figures'), say('erase.kept.block')])}
    <form method="post">
      <button class="quiet" type="submit" name="action" value="erase">${say('erase.submit')}</button>
    </form>
    <p><a href="${backPath}">${say('erase.back')}</a></p>`;
  return { title: say('erase.title'), body, mark: 'question' };
}
