import { LANGUAGES } from '../../../../contracts';
import type { Preferences } from '../../../contacts';
import { dateIn } from '../../page/date';
import type { Frame } from '../../page/frame';
import { html, type Html, type Slot } from '../../page/html';
import type { Page } from '../../page/layout';
import { listChoices } from './lists';
import { moreChoices } from './more';

/** In the language itself: whoever looks for theirs need not read another one. */
const LANGUAGE_NAMES = { es: 'Español', en: 'English' } as const;

export interface PageState {
  preferences: Preferences;
  /** Whether opens and clicks of this person are measured as things stand. */
  measured: boolean;
  /** Path of the page that erases. */
  erasePath: string;
  subscribePath: string;
  /** What has just been done, each in a sentence. */
  done?: readonly string[];
  /** For the button that takes back what has just been left. */
  undo?: string | null;
  /** What has to be corrected. */
  problem?: 'form' | 'address';
  /** The new address as it was typed. */
  typed?: string;
}

/** Enough to recognise one's own address, too little to learn somebody else's from a forwarded link. */
const masked = (email: string): string => `${[...email][0] ?? ''}•••${email.slice(email.lastIndexOf('@'))}`;

/** Why nobody writes to the address, and what the person can do about it: an address that came back by confirming anew. */
const blockedNotice = (
  { say }: Frame,
  suppression: NonNullable<Preferences['suppression']>,
  subscribePath: string,
): Html => {
  const ways = {
    hard_bounce: html`<p>${say('preferences.blocked.comeBack')}</p>
      <p><a href="${subscribePath}">${say('preferences.blocked.subscribe')}</a></p>`,
    complaint: html`<form method="post">
      <button class="quiet" type="submit" name="action" value="again">${say('preferences.again')}</button>
    </form>`,
    manual: html`<p>${say('preferences.blocked.mistake')}</p>`,
  };
  return html`<div class="alert">
    <p>${say('preferences.blocked', { reason: say(`preferences.blocked.${suppression}`) })}</p>
    ${ways[suppression]}
  </div>`;
};

function messages(frame: Frame, { preferences, subscribePath, done = [], undo, problem }: PageState): Slot {
  const { say } = frame;
  const { pausedUntil, suppression } = preferences;
  return [
    problem === 'form' &&
      html`<div class="alert" role="alert" tabindex="-1" autofocus>
        <p>${say('preferences.problem')}</p>
      </div>`,
    done.length > 0 &&
      html`<div class="status" role="status" tabindex="-1" autofocus>
        ${done.map((sentence) => html`<p>${sentence}</p>`)} ${undo && undoForm(frame, undo)}
      </div>`,
    suppression && blockedNotice(frame, suppression, subscribePath),
    pausedUntil &&
      html`<div class="status" role="status">
        <p>${say('pause.until', { date: dateIn(frame, pausedUntil) })}</p>
        <form method="post">
          <button class="quiet" type="submit" name="action" value="resume">${say('pause.end')}</button>
        </form>
      </div>`,
  ];
}

/** The button that brings back what has just been left. */
export const undoForm = ({ say }: Frame, proof: string): Html =>
  html`<form method="post">
    <input type="hidden" name="proof" value="${proof}" />
    <button class="quiet" type="submit" name="action" value="undo">${say('left.undo')}</button>
  </form>`;

const nameField = (frame: Frame, field: 'firstName' | 'lastName', value: string | null): Html =>
  html`<div class="field">
    <label for="${field}"
      >${frame.say(`preferences.${field}`)} <span class="optional">${frame.say('optional')}</span></label
    >
    <input
      id="${field}"
      name="${field}"
      type="text"
      autocomplete="${field === 'firstName' ? 'given-name' : 'family-name'}"
      maxlength="200"
      value="${value}"
    />
  </div>`;

const languageField = ({ say }: Frame, chosen: string): Html =>
  html`<div class="field">
    <label for="language">${say('preferences.language')}</label>
    <select id="language" name="language">
      ${LANGUAGES.map(
        (language) =>
          html`<option value="${language}" lang="${language}" ${language === chosen && html`selected`}>
            ${LANGUAGE_NAMES[language]}
          </option>`,
      )}
    </select>
  </div>`;

/** The one form that most people come for, and the ways to everything else below it. */
export function preferencesPage(frame: Frame, state: PageState): Page {
  const { say } = frame;
  const { preferences, measured } = state;
  const { firstName, lastName, language, lists, email } = preferences;
  const body = html`${messages(frame, state)}
    <p class="lead">${say('preferences.lead', { address: masked(email) })}</p>
    <form method="post" class="prints">
      ${listChoices(frame, lists)}
      <fieldset>
        <legend>${say('preferences.you')}</legend>
        <div class="pair">
          ${nameField(frame, 'firstName', firstName)} ${nameField(frame, 'lastName', lastName)}
        </div>
        ${languageField(frame, language)}
        <input type="hidden" name="measured" value="${measured ? 'on' : 'off'}" />
        <label class="choice"
          ><input type="checkbox" name="tracking" value="on" ${measured && html`checked`} /><span
            ><strong>${say('preferences.tracking')}</strong
            ><small>${say('preferences.tracking.hint')}</small></span
          ></label
        >
      </fieldset>
      <p class="small">${say('preferences.consent')}</p>
      <button type="submit" name="action" value="save">${say('preferences.save')}</button>
    </form>
    ${moreChoices(frame, state)}`;
  return { title: say('preferences.title'), body };
}
