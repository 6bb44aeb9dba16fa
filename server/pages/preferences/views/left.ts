import type { Frame } from '../../page/frame';
import { html } from '../../page/html';
import type { Page } from '../../page/layout';
import { undoForm } from './page';

/**
 * The goodbye after leaving everything.
 * @param undo for the button that takes it back; null where nothing was left.
 */
export function leftEverythingPage(frame: Frame, undo: string | null, backPath: string): Page {
  const { say } = frame;
  const body = html`<p class="lead">${say('left.all')}</p>
    <p class="small">${say('left.running')}</p>
    ${
      undo &&
      html`<h2>${say('left.mistake')}</h2>
        ${undoForm(frame, undo)}`
    }
    <p><a href="${backPath}">${say('left.preferences')}</a></p>`;
  return { title: say('left.title'), body, mark: 'done' };
}
