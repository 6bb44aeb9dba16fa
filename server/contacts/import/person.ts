import type { ContactAttributes, ImportRefusal, ImportTarget, Language } from '../../../contracts';
import { parseAddress } from '../../lib/address';
import { MAX_ATTRIBUTE, MAX_NAME } from '../contact/input';

/** What a row says about a person; null and missing attributes: nothing, so nothing is overwritten. */
export interface ImportedPerson {
  email: string;
  firstName: string | null;
  lastName: string | null;
  language: Language | null;
  attributes: ContactAttributes;
}

export type Reading =
  | { person: ImportedPerson }
  | { refusal: ImportRefusal; /** Where it is a good one. */ email: string | null };

const LANGUAGE_WORDS: Record<Language, RegExp> = {
  es: /^(es([-_]\w+)?|spa|esp|espa[nñ]ol|castellano|spanish)$/i,
  en: /^(en([-_]\w+)?|eng|ing|ingl[eé]s|english)$/i,
};

const languageOf = (word: string): Language | null =>
  (Object.entries(LANGUAGE_WORDS) as [Language, RegExp][]).find(([, pattern]) =>
    pattern.test(word.normalize('NFC')),
  )?.[0] ?? null;

/** Spanish names: `Rojas Peña, Ana` and `Ana María Rojas Peña` both have two family names where they can. */
export function splitName(full: string): { firstName: string | null; lastName: string | null } {
  const [family, given] = full.split(',', 2).map((part) => part.trim());
  if (given !== undefined) return { firstName: given || null, lastName: family || null };
  const words = full.split(/\s+/).filter(Boolean);
  const first = words.length > 3 ? words.length - 2 : 1;
  return {
    firstName: words.slice(0, first).join(' ') || null,
    lastName: words.slice(first).join(' ') || null,
  };
}

/** Reads one row. Cells beyond the columns are passed over, missing ones are empty. */
export function readPerson(cells: readonly string[], targets: readonly ImportTarget[]): Reading {
  const of = (target: ImportTarget) => cells[targets.indexOf(target)] ?? '';
  const written = of('email');
  if (!written) return { refusal: 'email-missing', email: null };
  const email = parseAddress(written)?.address;
  if (!email) return { refusal: 'email-invalid', email: null };
  const split = splitName(of('fullName'));
  const firstName = of('firstName') || split.firstName;
  const lastName = of('lastName') || split.lastName;
  const attributes: ContactAttributes = {};
  for (const [index, target] of targets.entries()) {
    const value = cells[index];
    if (target?.startsWith('attributes.') && value) attributes[target.slice('attributes.'.length)] = value;
  }
  const tooLong =
    [firstName, lastName].some((name) => (name?.length ?? 0) > MAX_NAME) ||
    Object.values(attributes).some((value) => String(value).length > MAX_ATTRIBUTE);
  if (tooLong) return { refusal: 'value-too-long', email };
  const word = of('language');
  const language = languageOf(word);
  if (word && !language) return { refusal: 'language-unknown', email };
  return { person: { email, firstName, lastName, language, attributes } };
}
