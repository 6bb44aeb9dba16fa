import type { Language } from '../../../contracts';
import { alarmTexts } from '../alarms/texts';
import { archiveTexts } from '../archive/texts';
import { preferencesTexts } from '../preferences/texts';
import { subscribeTexts } from '../subscribe/texts';
import { unsubscribeTexts } from '../unsubscribe/texts';
import { commonTexts } from './common-texts';

/** Words by key, in every language. `{name}` is filled in; see `textsIn`. */
export type Texts = Record<string, Record<Language, string>>;

/** Every word that a visitor or recipient reads, each beside the page that says it. */
export const TEXTS = {
  ...commonTexts,
  ...subscribeTexts,
  ...preferencesTexts,
  ...unsubscribeTexts,
  ...archiveTexts,
  ...alarmTexts,
};

export type TextKey = keyof typeof TEXTS;
export type Say = (key: TextKey, values?: Record<string, string | number>) => string;

/**
 * The words in one language. The result is plain text: `html` escapes it.
 * @param own words that go before ours; an empty one counts for none.
 */
export const textsIn =
  (language: Language, own: Partial<Record<TextKey, string>> = {}): Say =>
  (key, values = {}) =>
    (own[key] || TEXTS[key][language]).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

/** What is filled into these words: `institution`, `list`. */
export const placeholdersOf = (key: TextKey): string[] =>
  [...TEXTS[key].es.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
