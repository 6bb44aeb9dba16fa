import { LANGUAGES } from '../../../contracts';
import { parseAddress } from '../../lib/address';
import { z } from '../../lib/validate';

/** Anything that could break a line or a header becomes a blank. */
const oneLine = (text: string) => text.replace(/\p{Cc}+/gu, ' ').trim();

const name = z
  .string()
  .max(200)
  .nullish()
  .transform((value) => (value && oneLine(value)) || null);

/** What a visitor may say, and nothing else: status, ids or another person's fields are refused. */
export const subscribeSchema = z.strictObject({
  email: z
    .string()
    .max(320)
    .refine((value) => parseAddress(value) !== null, 'Enter one complete e-mail address'),
  firstName: name,
  lastName: name,
  /** Slugs; one alone arrives as a string from a form. */
  lists: z.preprocess(
    (value) => (typeof value === 'string' ? [value] : value),
    z.array(z.string().min(1).max(60)).min(1).max(20),
  ),
  language: z.enum(LANGUAGES).optional(),
  /** A person never sees this field: whoever fills it in is a robot. */
  website: z.string().max(2000).optional(),
});

export type SubscribeInput = z.infer<typeof subscribeSchema>;

export const PROBLEM_FIELDS = ['form', 'lists', 'email', 'firstName', 'lastName'] as const;
export type ProblemField = (typeof PROBLEM_FIELDS)[number];

/** The fields to correct, each once, in the order of the form. */
export function problemsOf(error: z.ZodError): ProblemField[] {
  const fields = new Set(
    error.issues.map(({ path }) => PROBLEM_FIELDS.find((field) => field === path[0]) ?? 'form'),
  );
  return PROBLEM_FIELDS.filter((field) => fields.has(field));
}
