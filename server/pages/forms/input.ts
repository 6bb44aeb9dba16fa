import { FIELD_USES, FORM_TEXTS, LANGUAGES, type FormDefinition, type FormTexts } from '../../../contracts';
import { ATTRIBUTE_KEY } from '../../contacts';
import { z } from '../../lib/validate';

const LONG: readonly (keyof FormTexts)[] = ['lead', 'consent', 'purposes', 'thanksLead', 'welcomeBody'];
const TITLE_LENGTH = 200;
const TEXT_LENGTH = 4000;

const perLanguage = <T extends z.ZodType>(schema: T) =>
  z.strictObject(Object.fromEntries(LANGUAGES.map((language) => [language, schema])) as { es: T; en: T });

/** Of our own settings only, never of a request: a page must not send people anywhere else. */
const httpsUrl = z
  .url({ protocol: /^https$/, error: 'Enter an address that begins with https://' })
  .max(2000)
  .refine(
    (value) => !URL.canParse(value) || new URL(value).username === '',
    'Leave the user name out of the address',
  )
  .nullable();

/** An origin exactly as a browser sends it (RFC 6454 §6.1): scheme, host and a port that is not the usual one. */
const isOrigin = (value: string): boolean =>
  /^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(value) && URL.canParse(value) && new URL(value).origin === value;

const texts = z.strictObject(
  Object.fromEntries(
    FORM_TEXTS.map((name) => [
      name,
      z
        .string()
        .trim()
        .max(LONG.includes(name) ? TEXT_LENGTH : TITLE_LENGTH),
    ]),
  ) as Record<keyof FormTexts, z.ZodString>,
);

export const definitionSchema: z.ZodType<FormDefinition> = z.strictObject({
  language: z.enum([...LANGUAGES, 'auto']),
  lists: z
    .array(z.strictObject({ listId: z.number().int().positive(), preselected: z.boolean() }))
    .min(1, 'Choose at least one list')
    .max(50)
    .refine(
      (lists) => new Set(lists.map(({ listId }) => listId)).size === lists.length,
      'Name each list once',
    )
    .nullable(),
  fields: z
    .array(
      z.strictObject({
        key: z.string().regex(ATTRIBUTE_KEY),
        use: z.enum(FIELD_USES),
        labels: perLanguage(z.string().trim().max(120)),
      }),
    )
    .max(20)
    .refine((fields) => new Set(fields.map(({ key }) => key)).size === fields.length, 'Name each field once'),
  texts: perLanguage(texts),
  policyUrl: httpsUrl,
  style: z.strictObject({
    color: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, 'Enter a colour such as #1f4b99')
      .nullable(),
    corners: z.enum(['round', 'square']),
    compact: z.boolean(),
  }),
  welcome: z.boolean(),
  redirectUrl: httpsUrl,
  origins: z
    .array(
      z.string().max(300).refine(isOrigin, 'Enter https:// and the host alone, such as https://example.org'),
    )
    .max(20),
  challenge: z.boolean(),
});

export const formInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  definition: definitionSchema,
});
