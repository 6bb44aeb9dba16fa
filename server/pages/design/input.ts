import {
  ALL_PAGE_TEXTS,
  LANGUAGES,
  LAYOUT_LENGTH,
  lengthOf,
  PREVIEW_PAGES,
  SENTENCE_LENGTH,
  type LayoutName,
  type PageText,
  type PublicPages,
} from '../../../contracts';
import { z } from '../../lib/validate';
import { placeholdersOf } from '../page/texts';

/** A data address grows by a third; what is too large is told in bytes by `readLogo`. */
const LONGEST_URI = 900_000;

const color = z.string().regex(/^#[0-9a-f]{6}$/i, 'Write a colour as #rrggbb.');

/** Stands in one paragraph. */
const sentence = (length: number) =>
  z
    .string()
    .transform((text) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim())
    .refine((text) => text.length <= length, `Write ${length} characters at most.`);

const ownText = (key: PageText) =>
  sentence(lengthOf(key)).superRefine((text, context) => {
    // The institution's name is filled in everywhere.
    const known = [...new Set(['institution', ...placeholdersOf(key)])];
    const unknown = [...text.matchAll(/\{(\w+)\}/g)].find(([, name]) => !known.includes(name ?? ''));
    if (!unknown) return;
    const may = known.map((name) => `{${name}}`).join(', ');
    context.addIssue({ code: 'custom', message: `Nothing fills ${unknown[0]} here: use ${may}.` });
  });

const perLanguage = <T extends z.ZodType>(schema: T) =>
  z.strictObject(Object.fromEntries(LANGUAGES.map((language) => [language, schema])) as { es: T; en: T });

const texts: z.ZodType<PublicPages['texts']['es']> = z.strictObject(
  Object.fromEntries(ALL_PAGE_TEXTS.map((key) => [key, ownText(key).optional()])),
);

/** As browsers read it: policies carry the hash of a style as it is after that (HTML §13.2.3.5). */
const layout = z
  .string()
  .max(LAYOUT_LENGTH)
  .transform((text) => text.replace(/\r\n?/g, '\n'))
  // eslint-disable-next-line no-control-regex -- what no database and no browser keeps
  .transform((text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ''));

export const pagesSchema = z.strictObject({
  color,
  background: color.nullable(),
  logo: z.string().max(LONGEST_URI).nullable(),
  footnote: perLanguage(sentence(SENTENCE_LENGTH)),
  texts: perLanguage(texts),
  layouts: z.strictObject({ layout, unsubscribe: layout } satisfies Record<LayoutName, unknown>),
} satisfies Record<keyof PublicPages, unknown>);

export const previewSchema = z.strictObject({
  pages: pagesSchema,
  page: z.enum(PREVIEW_PAGES),
  language: z.enum(LANGUAGES),
});

/** Without the empty ones: those are the plugin's. */
export const withoutEmpty = (given: PublicPages['texts'][keyof PublicPages['texts']]) =>
  Object.fromEntries(Object.entries(given).filter(([, text]) => text));
