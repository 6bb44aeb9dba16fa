import type { Core } from '@strapi/strapi';

import type { Language, PreviewPage } from '../../../contracts';
import type { Preferences } from '../../contacts';
import { DEFAULT_SLUG, formsOf } from '../forms/service';
import type { Frame } from '../page/frame';
import type { Page } from '../page/layout';
import { preferencesPage } from '../preferences/views/page';
import { confirmPage } from '../subscribe/confirm-views';
import { formPage } from '../subscribe/page';
import { viewOf } from '../subscribe/view';
import { askPage, leftPage } from '../unsubscribe/views';

/** Names of lists and what they are about, for pages that are only looked at. */
const LISTS: Record<Language, [name: string, description: string][]> = {
  es: [
    ['Boletín institucional', 'Lo que hacemos, una vez al mes.'],
    ['Convocatorias', 'Becas y concursos en cuanto se abren.'],
  ],
  en: [
    ['Institutional bulletin', 'What we do, once a month.'],
    ['Calls', 'Grants and contests as soon as they open.'],
  ],
};

const namesIn = (language: Language) => LISTS[language].map(([name]) => name);

const somebody = (language: Language): Preferences => ({
  contactId: 0,
  email: 'ana.gomez@example.org',
  emailHash: '',
  firstName: 'Ana',
  lastName: 'Gómez',
  language,
  tracking: null,
  pausedUntil: null,
  suppression: null,
  lists: LISTS[language].map(([name, description], index) => ({
    id: index + 1,
    name,
    description,
    status: index === 0 ? 'confirmed' : null,
    frequency: null,
    offersFrequency: index === 0,
  })),
});

type Shown = { frame: Frame; page: Page };

async function subscribe(strapi: Core.Strapi, frame: Frame): Promise<Shown> {
  const form = await formsOf(strapi).bySlug(DEFAULT_SLUG);
  if (!form) return { frame, page: confirmPage(frame, namesIn(frame.language)) };
  const view = await viewOf(strapi, form, frame.language, frame.say);
  const lists = LISTS[frame.language].map(([name, description], index) => ({
    slug: `example-${index}`,
    name,
    description,
    preselected: false,
  }));
  const shown = { ...view, lists: view.lists.length > 0 ? view.lists : lists };
  const state = { chosen: [], values: {}, problems: [], again: false, time: '', widget: null };
  return formPage(strapi, frame, shown, state);
}

/** A page with example data, as `frame` shows it. */
export async function samplePage(strapi: Core.Strapi, page: PreviewPage, frame: Frame): Promise<Shown> {
  const [listName = ''] = namesIn(frame.language);
  switch (page) {
    case 'unsubscribe':
      return { frame, page: askPage(frame, { listName, onList: true, onOthers: true }, null) };
    case 'left':
      return { frame, page: leftPage(frame, { listName, onList: false, onOthers: true }, 'example', true) };
    case 'preferences': {
      const state = {
        preferences: somebody(frame.language),
        measured: true,
        erasePath: '#',
        subscribePath: '#',
      };
      return { frame, page: preferencesPage(frame, state) };
    }
    case 'confirm':
      return { frame, page: confirmPage(frame, namesIn(frame.language)) };
    case 'subscribe':
      return subscribe(strapi, frame);
  }
}
