import type { Frame } from '../page/frame';
import { html, type Html } from '../page/html';
import type { ChallengeWidget } from './challenge/challenge';
import type { Problem, Values } from './input';
import type { FormView, OfferedList, ViewField } from './view';

export interface FormState {
  action: string;
  /** Where scripts read the form from. */
  definitionUrl: string;
  /** The signed time, see `time-trap.ts`. */
  time: string;
  chosen: readonly string[];
  values: Values;
  problems: readonly Problem[];
  /** All was right but the form was open for too long, or came from elsewhere: pressing once more is enough. */
  again: boolean;
  widget: ChallengeWidget | null;
}

const AUTOCOMPLETE: Record<string, string> = {
  email: 'email',
  firstName: 'given-name',
  lastName: 'family-name',
};

const idOf = (name: string): string => name.replace(/\W+/g, '-').replace(/-$/, '');

const problemOf = ({ problems }: FormState, field: string): Problem | undefined =>
  problems.find((problem) => problem.field === field);

function textField(frame: Frame, state: FormState, { name, label, required }: Omit<ViewField, 'key'>): Html {
  const id = idOf(name);
  const problem = problemOf(state, name);
  const email = name === 'email';
  return html`<div class="field">
    <label for="${id}"
      >${label}${!required && html` <span class="optional">${frame.say('optional')}</span>`}</label
    >
    <input
      id="${id}"
      name="${name}"
      type="${email ? 'email' : 'text'}"
      autocomplete="${AUTOCOMPLETE[name] ?? 'on'}"
      maxlength="${email ? 254 : 200}"
      value="${state.values[name]}"
      ${required && html`required`}${problem && html` aria-invalid="true" aria-describedby="${id}-problem"`}
    />
    ${problem && html`<span class="error" id="${id}-problem">${problem.text}</span>`}
  </div>`;
}

function choices(frame: Frame, state: FormState, lists: readonly OfferedList[], compact: boolean): Html {
  const [only] = lists;
  if (compact && only && lists.length === 1) {
    return html`<input type="hidden" name="lists" value="${only.slug}" />`;
  }
  const problem = problemOf(state, 'lists');
  return html`<fieldset ${problem && html`aria-describedby="lists-problem"`}>
    <legend>${frame.say('subscribe.lists')}</legend>
    ${lists.map(
      ({ slug, name, description }, index) =>
        html`<label class="choice"
          ><input
            ${index === 0 && html`id="lists"`}
            type="checkbox"
            name="lists"
            value="${slug}"
            ${state.chosen.includes(slug) && html` checked`}${problem && html` aria-invalid="true" aria-describedby="lists-problem"`}
          /><span
            ><strong>${name}</strong>${!compact && description && html`<small>${description}</small>`}</span
          ></label
        >`,
    )}
    ${problem && html`<span class="error" id="lists-problem">${problem.text}</span>`}
  </fieldset>`;
}

/** Problems that no field has. */
const FIELDLESS = new Set(['form', 'challenge']);

const summary = (frame: Frame, { problems, again }: FormState): Html | false => {
  if (problems.length > 0) {
    return html`<div class="alert" role="alert" tabindex="-1" autofocus>
      <p><strong>${frame.say('subscribe.problems')}</strong></p>
      <ul>
        ${problems.map(({ field, text }) =>
          FIELDLESS.has(field)
            ? html`<li>${text}</li>`
            : html`<li><a href="#${idOf(field)}">${text}</a></li>`,
        )}
      </ul>
    </div>`;
  }
  return again && html`<div class="alert" role="status"><p>${frame.say('subscribe.onceMore')}</p></div>`;
};

/** The subscription form, also with what has to be corrected. The field `website` is the honeypot. */
export function subscribeForm(frame: Frame, view: FormView, state: FormState): Html {
  const { say, language } = frame;
  const { definition } = view.form;
  if (view.lists.length === 0) return html`<p class="lead">${say('subscribe.none')}</p>`;
  const own = view.fields.map((field) => textField(frame, state, field));
  const hook =
    state.widget?.solvedBy === 'script' && html` data-mail-campaigns-form="${state.definitionUrl}"`;
  return html`<p class="lead">${view.lead}</p>
    ${summary(frame, state)}
    <form method="post" action="${state.action}" ${hook}>
      <input type="hidden" name="language" value="${language}" />
      <input type="hidden" name="time" value="${state.time}" />
      ${choices(frame, state, view.lists, definition.style.compact)}
      ${textField(frame, state, { name: 'email', label: say('subscribe.email'), required: true })}
      <div class="pair">${own}</div>
      <div class="trap" aria-hidden="true">
        <label for="website">${say('subscribe.website')}</label>
        <input id="website" name="website" type="text" tabindex="-1" autocomplete="off" />
      </div>
      ${state.widget?.markup}
      ${state.widget && html`<noscript><p class="error">${say('subscribe.needsScript')}</p></noscript>`}
      <p class="small">${view.consent}</p>
      ${view.purposes && html`<p class="small">${say('subscribe.purposes')} ${view.purposes}</p>`}
      ${
        definition.policyUrl &&
        html`<p class="small"><a href="${definition.policyUrl}">${say('subscribe.policy')}</a></p>`
      }
      <button type="submit">${view.button}</button>
    </form>
    ${state.widget?.scripts}`;
}

/** What a form's style changes about the page. */
export const styleOf = ({ form: { definition } }: FormView): string =>
  [
    definition.style.corners === 'square' &&
      'main,.choice,button,input[type=email],input[type=text],.alert,.mark{border-radius:0}',
    definition.style.compact && '.choice{padding:.5rem .75rem}.field{margin-bottom:.75rem}',
  ]
    .filter(Boolean)
    .join('');
