import type { Contact, ContactAttributes, ContactInput, Language } from '../../../contracts';

/** A row of the form: both sides are text until the contact is saved. */
export interface AttributeRow {
  key: string;
  value: string;
}

export interface ContactDraft {
  email: string;
  firstName: string;
  lastName: string;
  language: Language;
  attributes: AttributeRow[];
}

export const EMPTY_DRAFT: ContactDraft = {
  email: '',
  firstName: '',
  lastName: '',
  language: 'es',
  attributes: [],
};

export const draftOf = ({ email, firstName, lastName, language, attributes }: Contact): ContactDraft => ({
  email,
  firstName: firstName ?? '',
  lastName: lastName ?? '',
  language,
  attributes: Object.entries(attributes).map(([key, value]) => ({
    key,
    value: value === null ? '' : String(value),
  })),
});

/**
 * The typed value behind a text. A value that was a number or a truth stays one while its text still reads as one;
 * anything new is text: `007` or a telephone number must not lose its zeros.
 */
const typedValue = (
  text: string,
  before: ContactAttributes[string] | undefined,
): ContactAttributes[string] => {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (typeof before === 'boolean' && (trimmed === 'true' || trimmed === 'false')) return trimmed === 'true';
  if (typeof before === 'number' && Number.isFinite(Number(trimmed))) return Number(trimmed);
  return trimmed;
};

/** What is sent. Rows without a key are left out. */
export const inputOf = (draft: ContactDraft, before: ContactAttributes = {}): ContactInput => ({
  email: draft.email.trim(),
  firstName: draft.firstName.trim() || null,
  lastName: draft.lastName.trim() || null,
  language: draft.language,
  attributes: Object.fromEntries(
    draft.attributes
      .map(({ key, value }) => [key.trim(), value] as const)
      .filter(([key]) => key !== '')
      .map(([key, value]) => [key, typedValue(value, Object.hasOwn(before, key) ? before[key] : undefined)]),
  ),
});

export const ATTRIBUTE_KEY = /^[a-zA-Z][a-zA-Z0-9_]{0,39}$/;

/** What is wrong with a row's key, as a key of the translations; undefined when nothing is. */
export const attributeProblem = (rows: AttributeRow[], index: number): string | undefined => {
  const row = rows[index];
  const key = row?.key.trim() ?? '';
  if (key === '') return row?.value.trim() ? 'contacts.attribute.keyMissing' : undefined;
  if (!ATTRIBUTE_KEY.test(key)) return 'contacts.attribute.keyInvalid';
  return rows.findIndex((other) => other.key.trim() === key) < index
    ? 'contacts.attribute.keyTwice'
    : undefined;
};

export const sameDraft = (a: ContactDraft, b: ContactDraft): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
