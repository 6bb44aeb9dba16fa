import type { Core } from '@strapi/strapi';

import type { FormTexts, Language } from '../../../contracts';
import { subscriptionsOf } from '../../contacts';
import type { StoredForm } from '../forms/service';
import type { Say, TextKey } from '../page/texts';

export interface OfferedList {
  slug: string;
  name: string;
  description: string | null;
  preselected: boolean;
}

export interface ViewField {
  /** As the contact has it. */
  key: string;
  /** As the form sends it: `firstName`, `attributes[city]`. */
  name: string;
  label: string;
  required: boolean;
}

/** A form as one visitor sees it: in one language, with the words of the plugin where the editor wrote none. */
export interface FormView {
  form: StoredForm;
  title: string;
  lead: string;
  button: string;
  consent: string;
  purposes: string;
  lists: OfferedList[];
  fields: ViewField[];
}

const OWN = ['firstName', 'lastName'] as const;
const isOwn = (key: string): key is (typeof OWN)[number] => OWN.some((own) => own === key);

const SHIPPED: Partial<Record<keyof FormTexts, TextKey>> = {
  title: 'subscribe.title',
  lead: 'subscribe.lead',
  button: 'subscribe.submit',
  consent: 'subscribe.consent',
  thanksTitle: 'confirmed.title',
  thanksLead: 'confirmed.lead',
  welcomeSubject: 'welcome.subject',
  welcomeBody: 'welcome.body',
};

/** The editor's words for one language, else the plugin's. */
export function wordsOf(
  { definition }: StoredForm,
  language: Language,
  say: Say,
): (name: keyof FormTexts) => string {
  const own = definition.texts[language];
  const button = own.button || say('subscribe.submit');
  return (name) => {
    const shipped = SHIPPED[name];
    return own[name] || (shipped ? say(shipped, { button }) : '');
  };
}

export async function viewOf(
  strapi: Core.Strapi,
  form: StoredForm,
  language: Language,
  say: Say,
): Promise<FormView> {
  const { definition } = form;
  const words = wordsOf(form, language, say);
  const open = await subscriptionsOf(strapi).publicLists();
  const lists = definition.lists
    ? definition.lists.flatMap(({ listId, preselected }) => {
        const list = open.find(({ id }) => id === listId);
        return list ? [{ ...list, preselected }] : [];
      })
    : open.map((list) => ({ ...list, preselected: false }));
  return {
    form,
    title: words('title'),
    lead: words('lead'),
    button: words('button'),
    consent: words('consent'),
    purposes: words('purposes'),
    lists: lists.map(({ slug, name, description, preselected }) => ({
      slug,
      name,
      description,
      preselected: preselected || lists.length === 1,
    })),
    fields: definition.fields
      .filter(({ use }) => use !== 'off')
      .map(({ key, use, labels }) => ({
        key,
        name: isOwn(key) ? key : `attributes[${key}]`,
        label: labels[language] || (isOwn(key) ? say(`subscribe.${key}`) : key),
        required: use === 'required',
      })),
  };
}

/** All that stood beside the button, as the consent record keeps it. */
export const noticeOf = ({ consent, purposes, form }: FormView, say: Say): string =>
  [
    consent,
    purposes && `${say('subscribe.purposes')} ${purposes}`,
    form.definition.policyUrl && `${say('subscribe.policy')}: ${form.definition.policyUrl}`,
  ]
    .filter(Boolean)
    .join('\n');
