import {
  LANGUAGES,
  LOGO_BYTES,
  LOGO_TYPES,
  type Language,
  type PageText,
  type PageTextGroup,
  type PreviewPage,
  type PublicPages,
  type PublicPagesState,
} from '../../../../contracts';

export const COLOR = /^#[0-9a-f]{6}$/i;

/** What each part of the screen is given. */
export interface PartProps {
  draft: PublicPages;
  /** By the path that the server names, e.g. `texts.es.unsubscribe.title`. */
  errors: Record<string, string>;
  disabled: boolean;
  onChange: (part: Partial<PublicPages>) => void;
}

/** The page on which the texts of a group are seen. */
export const PAGE_OF: Record<PageTextGroup, PreviewPage> = {
  unsubscribe: 'unsubscribe',
  left: 'left',
  preferences: 'preferences',
  subscribe: 'subscribe',
  confirm: 'confirm',
};

/** As it is stored: colours in small letters, no empty texts. */
export const clean = (draft: PublicPages): PublicPages => ({
  ...draft,
  color: draft.color.trim().toLowerCase(),
  background: draft.background?.trim().toLowerCase() || null,
  texts: Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      Object.fromEntries(Object.entries(draft.texts[language]).filter(([, text]) => text.trim())),
    ]),
  ) as PublicPages['texts'],
});

const namesIn = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name);

/** What may stand in a text: the institution's name, and what the plugin's own words fill in. */
export const placeholdersOf = (shipped: string): string[] => [
  ...new Set(['{institution}', ...namesIn(shipped)]),
];

export interface DraftProblem {
  /** Of the translations. */
  key: string;
  values?: Record<string, string>;
}

/** What keeps a draft from being saved or shown, by path. */
export function problemsOf(
  { color, background, texts }: PublicPages,
  shipped: PublicPagesState['shipped'],
): Record<string, DraftProblem> {
  const invalidColor = { key: 'settings.color.invalid' };
  const wrongTexts = LANGUAGES.flatMap((language: Language) =>
    Object.entries(texts[language]).flatMap(([name, text]): [string, DraftProblem][] => {
      const known = placeholdersOf(shipped[language][name as PageText]);
      const unknown = namesIn(text).find((one) => !known.includes(one));
      const values = { name: unknown ?? '', known: known.join(', ') };
      return unknown ? [[`texts.${language}.${name}`, { key: 'pages.text.unknown', values }]] : [];
    }),
  );
  return {
    ...(!COLOR.test(color) && { color: invalidColor }),
    ...(background !== null && !COLOR.test(background) && { background: invalidColor }),
    ...Object.fromEntries(wrongTexts),
  };
}

/** Why a file cannot be the logo, as a key of the translations; null where it can. */
export function logoProblem({ type, size }: Pick<File, 'type' | 'size'>): string | null {
  if (!LOGO_TYPES.some((one) => one === type)) return 'error.logo-type';
  return size > LOGO_BYTES ? 'error.logo-too-large' : null;
}
