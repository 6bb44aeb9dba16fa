import { LANGUAGES } from '../../../contracts';
import { MAX_ATTRIBUTE } from '../../contacts';
import { parseAddress } from '../../lib/address';
import { z } from '../../lib/validate';
import type { Say } from '../page/texts';
import type { FormView, ViewField } from './view';

const NAME_LENGTH = 200;

/** Anything that could break a line or a header becomes a blank. */
const oneLine = (text: string) => text.replace(/\p{Cc}+/gu, ' ').trim();

const optional = z
  .string()
  .max(Math.min(NAME_LENGTH, MAX_ATTRIBUTE))
  .nullish()
  .transform((value) => (value && oneLine(value)) || null);
const required = optional.refine((value) => value !== null, 'Fill in this field');

const shapeOf = (fields: readonly ViewField[]) =>
  Object.fromEntries(fields.map((field) => [field.key, field.required ? required : optional]));

const isAttribute = ({ key, name }: ViewField): boolean => key !== name;

/** What a visitor may say to this form, and nothing else: status, ids or another person's fields are refused. */
export const schemaOf = ({ fields }: FormView) => {
  const attributes = fields.filter(isAttribute);
  return z.strictObject({
    email: z
      .string()
      .max(320)
      .refine((value) => parseAddress(value) !== null, 'Enter one complete e-mail address'),
    ...shapeOf(fields.filter((field) => !isAttribute(field))),
    ...(attributes.length > 0 && {
      attributes: z.preprocess((value) => value ?? {}, z.strictObject(shapeOf(attributes))),
    }),
    /** Slugs; one alone arrives as a string from a form. */
    lists: z.preprocess(
      (value) => (typeof value === 'string' ? [value] : value),
      z.array(z.string().min(1).max(60)).min(1).max(50),
    ),
    language: z.enum(LANGUAGES).optional(),
    /** See `time-trap.ts`. */
    time: z.string().max(300).optional(),
    /** A person never sees this field: whoever fills it in is a robot. */
    website: z.string().max(2000).optional(),
  });
};

export interface SubscribeInput {
  email: string;
  firstName?: string | null;
  lastName?: string | null;
  attributes?: Record<string, string | null>;
  lists: string[];
  language?: (typeof LANGUAGES)[number];
  time?: string;
  website?: string;
}

/** What was written, by the name of the field. */
export type Values = Record<string, string | undefined>;

export interface Problem {
  /** Name of the field; `form` where it is none, `challenge` where it was not solved. */
  field: string;
  text: string;
}

/** The fields to correct, each once, in the order of the form. */
export function problemsOf(error: z.ZodError, view: FormView, say: Say): Problem[] {
  const found = new Map<string, z.core.$ZodIssue>();
  for (const issue of error.issues) {
    const [first, second] = issue.path.map(String);
    const name = first === 'attributes' && second ? `attributes[${second}]` : (first ?? 'form');
    const known = ['lists', 'email', ...view.fields.map((field) => field.name)].includes(name);
    const field = known ? name : 'form';
    if (!found.has(field)) found.set(field, issue);
  }
  const fixed = {
    form: 'subscribe.problem.form',
    lists: 'subscribe.problem.lists',
    email: 'subscribe.problem.email',
  };
  const order = ['form', 'lists', 'email', ...view.fields.map((field) => field.name)];
  return order.flatMap((field) => {
    const issue = found.get(field);
    if (!issue) return [];
    const label = view.fields.find(({ name }) => name === field)?.label ?? '';
    const key = fixed[field as keyof typeof fixed] as 'subscribe.problem.form' | undefined;
    const text = say(
      key ?? (issue.code === 'too_big' ? 'subscribe.problem.long' : 'subscribe.problem.missing'),
      {
        label,
      },
    );
    return [{ field, text }];
  });
}

/** What was written into the fields of the form, to show it again. */
export function valuesOf(body: Record<string, unknown>, { fields }: FormView): Values {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const attributes = (body.attributes ?? {}) as Record<string, unknown>;
  return Object.fromEntries([
    ['email', text(body.email)],
    ...fields.map((field) => [
      field.name,
      text(isAttribute(field) ? attributes[field.key] : body[field.key]),
    ]),
  ]) as Values;
}
