import type { Core } from '@strapi/strapi';

import type { FormSnippets } from '../../../contracts';
import { publicBaseUrl } from '../../config';
import { html } from '../page/html';
import type { Say } from '../page/texts';
import { definitionUrlOf, urlOfForm } from '../subscribe/page';
import type { FormView } from '../subscribe/view';

/**
 * What a site builder copies. The form carries no signed time, since it may stand on a page for years: without the
 * script people press the button once more on our own page, with everything filled in.
 */
export function snippetsOf(strapi: Core.Strapi, view: FormView, say: Say, language: string): FormSnippets {
  const { slug, definition } = view.form;
  const link = urlOfForm(strapi, slug);
  const { policyUrl } = definition;
  const form = html`<form
    method="post"
    action="${link}"
    data-mail-campaigns-form="${definitionUrlOf(strapi, slug)}"
    lang="${language}"
  >
    <input type="hidden" name="language" value="${language}" />
    ${view.lists.map(
      ({ slug: list, name, preselected }) => html`
        <p>
          <label
            ><input type="checkbox" name="lists" value="${list}" ${preselected && html` checked`} />
            ${name}</label
          >
        </p>
      `,
    )}
    <p>
      <label
        >${say('subscribe.email')}<br /><input
          type="email"
          name="email"
          autocomplete="email"
          maxlength="254"
          required
      /></label>
    </p>
    ${view.fields.map(
      ({ name, label, required }) => html`
        <p>
          <label
            >${label}<br /><input type="text" name="${name}" maxlength="200" ${required && html` required`}
          /></label>
        </p>
      `,
    )}
    <p hidden>
      <label
        >${say('subscribe.website')} <input type="text" name="website" tabindex="-1" autocomplete="off"
      /></label>
    </p>
    <p>${view.consent}</p>
    ${view.purposes && html` <p>${say('subscribe.purposes')} ${view.purposes}</p> `}${
      policyUrl && html` <p><a href="${policyUrl}">${say('subscribe.policy')}</a></p> `
    }
    <p><button type="submit">${view.button}</button></p>
  </form>`;
  const lists = JSON.stringify(view.lists.map(({ slug: list }) => list).slice(0, 1));
  return {
    link,
    html: tidy(form.text),
    script: html`<script src="${publicBaseUrl(strapi)}/forms/script.js" defer></script>`.text,
    json: [
      `# 1. ${say('subscribe.snippet.definition')}`,
      `curl '${definitionUrlOf(strapi, slug)}'`,
      `# 2. ${say('subscribe.snippet.request')}`,
      `curl '${link}' -H 'Content-Type: application/json' \\`,
      `  -d '{"email":"ana@example.org","lists":${lists},"language":"${language}","time":"TIME"}'`,
    ].join('\n'),
  };
}

/** Without the indents and line breaks of this file, for somebody pastes it into theirs. */
const tidy = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, (tag) => tag.replace(/\s+/g, ' ').replace(/ (?=\/?>$)/, ''))
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');
