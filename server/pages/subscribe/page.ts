import type { Core } from '@strapi/strapi';

import { publicBaseUrl } from '../../config';
import { DEFAULT_SLUG } from '../forms/service';
import type { Frame } from '../page/frame';
import type { Page } from '../page/layout';
import { pathOf } from '../page/respond';
import { styleOf, subscribeForm, type FormState } from './form';
import type { FormView } from './view';

export type PageState = Omit<FormState, 'action' | 'definitionUrl'>;

const suffixOf = (slug: string): string => (slug === DEFAULT_SLUG ? '/subscribe' : `/subscribe/${slug}`);

/** Path of a form's page; the default form has the plain one. */
export const pathOfForm = (strapi: Core.Strapi, slug: string): string => pathOf(strapi, suffixOf(slug));

export const urlOfForm = (strapi: Core.Strapi, slug: string): string =>
  `${publicBaseUrl(strapi)}${suffixOf(slug)}`;

export const definitionUrlOf = (strapi: Core.Strapi, slug: string): string =>
  `${publicBaseUrl(strapi)}/forms/${slug}`;

/** The page of a form, in its colour and language. */
export function formPage(
  strapi: Core.Strapi,
  frame: Frame,
  view: FormView,
  state: PageState,
): { frame: Frame; page: Page } {
  const { slug, definition } = view.form;
  const { institution } = frame;
  return {
    frame: {
      ...frame,
      institution: { ...institution, color: definition.style.color ?? institution.color },
      otherLanguage: definition.language === 'auto' ? frame.otherLanguage : null,
    },
    page: {
      title: view.title,
      body: subscribeForm(frame, view, {
        ...state,
        action: pathOfForm(strapi, slug),
        definitionUrl: pathOf(strapi, `/forms/${slug}`),
      }),
      css: styleOf(view),
      ...(state.widget && { policy: state.widget.policy }),
    },
  };
}
