import type { ImportTarget } from '../../../contracts';
import { readPerson, splitName } from './person';

const targets: ImportTarget[] = ['email', 'firstName', 'lastName', 'language', 'attributes.entidad', null];

test('takes what is there and nothing from an empty cell', () => {
  expect(readPerson([' ANA@Example.org', 'Ana', '', '', '', 'x'], targets)).toEqual({
    person: { email: 'ana@example.org', firstName: 'Ana', lastName: null, language: null, attributes: {} },
  });
  expect(readPerson(['ana@example.org', 'Ana', 'Rojas', 'Español', 'ICC', 'x', 'too many'], targets)).toEqual(
    {
      person: {
        email: 'ana@example.org',
        firstName: 'Ana',
        lastName: 'Rojas',
        language: 'es',
        attributes: { entidad: 'ICC' },
      },
    },
  );
});

test.each<[string[], string, string | null]>([
  [[''], 'email-missing', null],
  [[], 'email-missing', null],
  [['ana@'], 'email-invalid', null],
  [['ana@example.org; eva@example.org'], 'email-invalid', null],
  [['Ana <ana@example.org>'], 'email-invalid', null],
  [['ana@example.org\nBcc: eva@example.org'], 'email-invalid', null],
  [['Ana@example.org', 'x'.repeat(201)], 'value-too-long', 'ana@example.org'],
  [['ana@example.org', '', '', '', 'x'.repeat(1001)], 'value-too-long', 'ana@example.org'],
  [['ana@example.org', '', '', 'klingon'], 'language-unknown', 'ana@example.org'],
])('%j is refused: %s', (cells, refusal, email) => {
  expect(readPerson(cells, targets)).toEqual({ refusal, email });
});

test.each([
  ['es', 'es'],
  ['ES-co', 'es'],
  ['Castellano', 'es'],
  ['Inglés', 'en'],
  ['ingles', 'en'],
  ['en_US', 'en'],
])('language %s is %s', (word, language) => {
  expect(readPerson(['a@example.org', '', '', word], targets)).toMatchObject({ person: { language } });
});

test.each([
  ['Ana', 'Ana', null],
  ['Ana Rojas', 'Ana', 'Rojas'],
  ['Ana Rojas Peña', 'Ana', 'Rojas Peña'],
  ['Ana María Rojas Peña', 'Ana María', 'Rojas Peña'],
  ['Rojas Peña, Ana María', 'Ana María', 'Rojas Peña'],
  ['', null, null],
])('full name “%s”', (full, firstName, lastName) => {
  expect(splitName(full)).toEqual({ firstName, lastName });
});
