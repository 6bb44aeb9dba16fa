import { FREQUENCIES, LANGUAGES, type Frequency } from '../../../contracts';
import { idSchema, z } from '../../lib/validate';

/** Weeks for which a person can pause. */
export const PAUSES = [2, 4, 8, 12] as const;

const FREQUENCY_FIELD = /^frequency-(\d{1,9})$/;

/** One alone arrives as a string from a form, none not at all. */
const ids = z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(idSchema).max(1000));

/** Anything that could break a line or a header becomes a blank. */
const name = z
  .string()
  .max(200)
  .transform((text) => text.replace(/\p{Cc}+/gu, ' ').trim() || null);

/** `3,5`; empty where nothing was ticked. */
const ticked = z
  .string()
  .max(10_000)
  .transform((text): unknown[] => (text === '' ? [] : text.split(',')))
  .pipe(z.array(idSchema).max(1000));

const frequency = z.enum(['all', ...FREQUENCIES]);

/** The selects of the lists, one field each, as one record by list. */
const withFrequencies = (body: unknown): unknown => {
  if (typeof body !== 'object' || body === null) return body;
  const fields = Object.entries(body);
  return {
    ...Object.fromEntries(fields.filter(([key]) => !FREQUENCY_FIELD.test(key))),
    frequencies: fields.flatMap(([key, value]): unknown[] => {
      const id = FREQUENCY_FIELD.exec(key)?.[1];
      return id === undefined ? [] : [[Number(id), value]];
    }),
  };
};

const save = z.strictObject({
  action: z.literal('save'),
  shown: ids,
  lists: ids,
  /** Missing in pages that were made before it was sent. */
  ticked: ticked.optional(),
  frequencies: z
    .array(z.tuple([idSchema, frequency]))
    .transform((pairs) => new Map(pairs.map(([id, value]) => [id, value === 'all' ? null : value]))),
  firstName: name,
  lastName: name,
  language: z.enum(LANGUAGES),
  tracking: z.literal('on').optional(),
  /** What the page showed of it; missing as above. */
  measured: z.enum(['on', 'off']).optional(),
});

export interface SaveInput extends Omit<z.infer<typeof save>, 'frequencies'> {
  frequencies: Map<number, Frequency | null>;
}

const plain = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('pause'),
    weeks: z.coerce.number().refine((weeks) => PAUSES.some((one) => one === weeks)),
  }),
  z.strictObject({ action: z.literal('resume') }),
  z.strictObject({ action: z.literal('leave') }),
  z.strictObject({ action: z.literal('again') }),
  z.strictObject({ action: z.literal('undo'), proof: z.string().max(200) }),
  z.strictObject({ action: z.literal('address'), email: z.string().max(320) }),
  z.strictObject({ action: z.literal('download'), format: z.enum(['json', 'csv']) }),
]);

export type Action = SaveInput | z.infer<typeof plain>;

/** What a POST asks for; null for anything that is not exactly one of our forms: then nothing changes. */
export const readAction = (body: unknown): Action | null =>
  plain.safeParse(body).data ?? save.safeParse(withFrequencies(body)).data ?? null;

/** What the page of erasing sends: nothing but its button. */
export const isErase = (body: unknown): boolean =>
  z.strictObject({ action: z.literal('erase') }).safeParse(body).success;
