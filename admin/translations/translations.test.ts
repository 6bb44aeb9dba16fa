import fs from 'node:fs';
import path from 'node:path';

import { createIntl } from 'react-intl';

import { AREAS, translationsOf } from '.';

const { getMessageFormat } = createIntl({ locale: 'en' }).formatters;

const areas = Object.keys(AREAS.en);

/** Named values of a message, e.g. `count` of `{count, plural, …}`. */
const valuesOf = (text: string): string[] => {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== 'object' || node === null) return;
    const { type, value, options } = node as { type?: number; value?: string; options?: unknown };
    // Types of the parser: 0 literal, 7 `#`; all others between name a value.
    if (typeof type === 'number' && type > 0 && type !== 7 && typeof value === 'string') found.add(value);
    if (typeof options === 'object' && options !== null)
      Object.values(options).forEach((option) => walk((option as { value: unknown }).value));
  };
  walk(getMessageFormat(text, 'en').getAst());
  return [...found].sort();
};

describe.each(areas)('the texts of %s', (area) => {
  const en = AREAS.en[area] ?? {};
  const es = AREAS.es[area] ?? {};

  it('have the same keys in both languages', () => {
    expect(Object.keys(es).sort()).toEqual(Object.keys(en).sort());
  });

  it('name their area', () => {
    const prefix = area === 'errors' ? 'error.' : `${area}.`;
    expect(Object.keys(en).filter((key) => !key.startsWith(prefix))).toEqual([]);
  });

  it('can be read, and use the same values in both languages', () => {
    for (const [key, text] of Object.entries(en)) {
      expect({ key, values: valuesOf(es[key] ?? '') }).toEqual({ key, values: valuesOf(text) });
    }
  });

  it('are not left untranslated or empty', () => {
    const empty = [...Object.entries(en), ...Object.entries(es)].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });
});

describe('the refusals of the server', () => {
  const THROWN =
    /\b(?:refused|invalid|forbidden|notFound|tooLarge|tooMany|fault|caution|report)\(\s*'([a-z][a-z0-9-]+)'/g;
  /** A room that keeps its messages by code in a file `errors.ts`. */
  const LISTED = /^\s*'([a-z]+(?:-[a-z]+)+)':/gm;
  const server = path.resolve(__dirname, '../../server');
  const files = fs
    .readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const codes = new Set(
    files.flatMap((file) => {
      const source = fs.readFileSync(path.join(server, file), 'utf8');
      const listed = file.endsWith('errors.ts') ? [...source.matchAll(LISTED)] : [];
      return [...source.matchAll(THROWN), ...listed].map((match) => match[1] as string);
    }),
  );

  it('are found in its source', () => {
    expect(codes.size).toBeGreaterThan(20);
  });

  it.each([...codes].sort())('have words in both languages: %s', (code) => {
    const worded = [AREAS.en, AREAS.es].map(({ errors = {} }) => `error.${code}` in errors);
    expect(worded).toEqual([true, true]);
  });
});

describe('the locales of the panel', () => {
  it('get Spanish for every Spanish and nothing for others, where Strapi falls back to English', () => {
    expect(translationsOf('es-CO')['mail-campaigns.common.save']).toBe('Guardar');
    expect(translationsOf('en')['mail-campaigns.common.save']).toBe('Save');
    expect(translationsOf('fr')).toEqual({});
  });
});
