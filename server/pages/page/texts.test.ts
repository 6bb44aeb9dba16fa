import { LANGUAGES } from '../../../contracts';
import { TEXTS, textsIn, type TextKey } from './texts';

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test.each(Object.keys(TEXTS) as TextKey[])('%s is said in every language, with the same values', (key) => {
  expect(Object.keys(TEXTS[key]).sort()).toEqual([...LANGUAGES].sort());
  for (const language of LANGUAGES) {
    expect(TEXTS[key][language].trim()).not.toBe('');
    expect(placeholders(TEXTS[key][language])).toEqual(placeholders(TEXTS[key].es));
  }
});

test('no sentence was left untranslated', () => {
  for (const text of Object.values(TEXTS)) expect(text.es).not.toBe(text.en);
});

test('values are filled in once: a value that looks like a placeholder stays as it is', () => {
  expect(textsIn('en')('unsubscribe.list', { list: '{institution} $&' })).toBe(
    'Unsubscribe from “{institution} $&”',
  );
});
