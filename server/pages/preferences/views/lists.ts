import type { PreferenceList } from '../../../contacts';
import type { Frame } from '../../page/frame';
import { html, type Html, type Slot } from '../../page/html';

const FREQUENCIES = ['all', 'weekly', 'monthly'] as const;

const frequencyOf = ({ say }: Frame, { id, name, frequency }: PreferenceList): Html =>
  html`<div class="how">
    <label for="frequency-${id}">${say('preferences.frequency')}</label>
    <select id="frequency-${id}" name="frequency-${id}" aria-label="${say('preferences.frequency')} ${name}">
      ${FREQUENCIES.map(
        (option) =>
          html`<option value="${option}" ${option === (frequency ?? 'all') && html`selected`}>
            ${say(`preferences.frequency.${option}`)}
          </option>`,
      )}
    </select>
  </div>`;

const isTicked = ({ status }: PreferenceList): boolean => status === 'confirmed';

/** What the page says of itself, so that an old one in another tab undoes nothing that was done since. */
const tickedOf = (lists: readonly PreferenceList[]): number[] => lists.filter(isTicked).map(({ id }) => id);

const listOf = (frame: Frame, list: PreferenceList): Html => {
  const { id, name, description, status, offersFrequency } = list;
  return html`<div class="listed">
    <input type="hidden" name="shown" value="${id}" />
    <label class="choice"
      ><input type="checkbox" name="lists" value="${id}" ${isTicked(list) && html`checked`} /><span
        ><strong>${name}</strong>${description && html`<small>${description}</small>`}${
          status === 'pending' && html`<small>${frame.say('preferences.pending')}</small>`
        }</span
      ></label
    >
    ${offersFrequency && frequencyOf(frame, list)}
  </div>`;
};

/** The lists to tick, each with how often where it lets one choose. */
export const listChoices = (frame: Frame, lists: readonly PreferenceList[]): Slot =>
  lists.length === 0
    ? html`<p>${frame.say('preferences.none')}</p>`
    : html`<fieldset>
        <legend>${frame.say('preferences.lists')}</legend>
        <input type="hidden" name="ticked" value="${tickedOf(lists).join(',')}" />
        ${lists.map((list) => listOf(frame, list))}
      </fieldset>`;
