import { LANGUAGES } from '../../../contracts';
import { z } from '../../lib/validate';

export const MAX_NAME = 200;
export const MAX_ATTRIBUTE = 1000;
export const MAX_ATTRIBUTES = 50;
/** Also a merge tag's name, so nothing that Liquid would read otherwise. */
export const ATTRIBUTE_KEY = /^[a-zA-Z][a-zA-Z0-9_]{0,39}$/;

export const attributesSchema = z
  .record(
    z.string().regex(ATTRIBUTE_KEY, 'use a letter first, then letters, digits and _, at most 40 characters'),
    z.union([z.string().max(MAX_ATTRIBUTE), z.number(), z.boolean(), z.null()]),
  )
  .refine(
    (value) => Object.keys(value).length <= MAX_ATTRIBUTES,
    `keep at most ${MAX_ATTRIBUTES} attributes`,
  );

const name = z
  .string()
  .trim()
  .max(MAX_NAME)
  .transform((value) => value || null)
  .nullable();

/** `ContactInput` of the contracts. The address itself is judged by the lifecycle hook, whoever writes. */
export const contactInputSchema = z.strictObject({
  email: z.string().min(1).max(1000),
  firstName: name.optional(),
  lastName: name.optional(),
  language: z.enum(LANGUAGES).optional(),
  attributes: attributesSchema.optional(),
});

export const consentNoteSchema = z.string().trim().min(3).max(2000);
