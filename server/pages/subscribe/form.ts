import type { PublicList } from '../../contacts';
import { html, type Html } from '../page/html';
import type { Frame } from '../page/layout';
import type { ProblemField } from './input';

export interface FormState {
  action: string;
  lists: readonly PublicList[];
  chosen: readonly string[];
  values: Partial<Record<'email' | 'firstName' | 'lastName', string>>;
  problems: readonly ProblemField[];
}

type TextField = 'email' | 'firstName' | 'lastName';

const AUTOCOMPLETE = { email: 'email', firstName: 'given-name', lastName: 'family-name' };

const problem = ({ say }: Frame, state: FormState, field: ProblemField): Html | false =>
  state.problems.includes(field) &&
  html`<span class="error" id="${field}-problem">${say(`subscribe.problem.${field}`)}</span>`;

const invalid = (state: FormState, field: ProblemField): Html | false =>
  state.problems.includes(field) && html` aria-invalid="true" aria-describedby="${field}-problem"`;

function textField(frame: Frame, state: FormState, field: TextField): Html {
  const email = field === 'email';
  return html`<div class="field">
    <label for="${field}"
      >${frame.say(`subscribe.${field}`)}${!email && html` <span class="optional">${frame.say('optional')}</span>`}</label
    >
    <input
      id="${field}"
      name="${field}"
      type="${email ? 'email' : 'text'}"
      autocomplete="${AUTOCOMPLETE[field]}"
      maxlength="${email ? 254 : 200}"
      value="${state.values[field]}"
      ${email && html`required`}${invalid(state, field)}
    />
    ${problem(frame, state, field)}
  </div>`;
}

function choices(frame: Frame, state: FormState): Html {
  const only = state.lists.length === 1;
  return html`<fieldset
    id="lists"
    ${state.problems.includes('lists') && html` aria-describedby="lists-problem"`}
  >
    <legend>${frame.say('subscribe.lists')}</legend>
    ${state.lists.map(
      ({ slug, name, description }) =>
        html`<label class="choice"
          ><input
            type="checkbox"
            name="lists"
            value="${slug}"
            ${
              (only || state.chosen.includes(slug)) && html` checked`
            }${state.problems.includes('lists') && html` aria-invalid="true"`}
          /><span><strong>${name}</strong>${description && html`<small>${description}</small>`}</span></label
        >`,
    )}
    ${problem(frame, state, 'lists')}
  </fieldset>`;
}

const summary = (frame: Frame, { problems }: FormState): Html | false =>
  problems.length > 0 &&
  html`<div class="alert" role="alert" tabindex="-1" autofocus>
    <p><strong>${frame.say('subscribe.problems')}</strong></p>
    <ul>
      ${problems.map((field) =>
        field === 'form'
          ? html`<li>${frame.say('subscribe.problem.form')}</li>`
          : html`<li><a href="#${field}">${frame.say(`subscribe.problem.${field}`)}</a></li>`,
      )}
    </ul>
  </div>`;

/** The subscription form, also with what has to be corrected. The field `website` is the honeypot. */
export function subscribeForm(frame: Frame, state: FormState): Html {
  const { say, language } = frame;
  if (state.lists.length === 0) return html`<p class="lead">${say('subscribe.none')}</p>`;
  return html`<p class="lead">${say('subscribe.lead')}</p>
    ${summary(frame, state)}
    <form method="post" action="${state.action}">
      <input type="hidden" name="language" value="${language}" />
      ${choices(frame, state)} ${textField(frame, state, 'email')}
      <div class="pair">${textField(frame, state, 'firstName')} ${textField(frame, state, 'lastName')}</div>
      <div class="trap" aria-hidden="true">
        <label for="website">${say('subscribe.website')}</label>
        <input id="website" name="website" type="text" tabindex="-1" autocomplete="off" />
      </div>
      <p class="small">${say('subscribe.consent')}</p>
      <button type="submit">${say('subscribe.submit')}</button>
    </form>`;
}
