import type { ImportTarget } from '../../../contracts';
import { checkTargets, guessTargets, isHeader } from './targets';

test.each<[string[], ImportTarget[]]>([
  [
    ['Correo electrónico', 'Nombres', 'Apellidos', 'Entidad', 'Idioma'],
    ['email', 'firstName', 'lastName', 'attributes.entidad', 'language'],
  ],
  [
    ['E-mail', 'Nombre completo'],
    ['email', 'fullName'],
  ],
  [
    ['CORREO', 'Nombre', 'Apellido'],
    ['email', 'firstName', 'lastName'],
  ],
  [
    ['Email Address', 'First Name', 'Last Name', 'Language'],
    ['email', 'firstName', 'lastName', 'language'],
  ],
  [
    ['Dirección de correo electrónico', 'Nombres y apellidos'],
    ['email', 'fullName'],
  ],
  [
    ['Correo', 'Correo'],
    ['email', null],
  ],
  [
    ['Año de ingreso', '2ª opción', '', 'Año de ingreso'],
    ['attributes.ano_de_ingreso', 'attributes.c_2a_opcion', null, null],
  ],
  [
    ['email', 'firstName', 'suppression', 'tracking', 'createdAt', 'list:Boletín', 'attributes.miClave'],
    ['email', 'firstName', null, null, null, null, 'attributes.miClave'],
  ],
])('%j', (headers, targets) => {
  expect(guessTargets(headers)).toEqual(targets);
});

test('guesses at most 50 attributes', () => {
  const targets = guessTargets(Array.from({ length: 60 }, (_, i) => `Campo ${i}`));
  expect(targets.filter(Boolean)).toHaveLength(50);
});

test.each<[string[], boolean]>([
  [['correo', 'nombre'], true],
  [['ana@example.org', 'Ana'], false],
  [['Ana', 'ana@example.org'], false],
])('%j is a header: %s', (cells, expected) => {
  expect(isHeader(cells)).toBe(expected);
});

test.each<[ImportTarget[], number, string]>([
  [['firstName'], 1, 'import-no-email-column'],
  [['email', 'email'], 2, 'import-no-email-column'],
  [['email'], 2, 'import-targets-mismatch'],
  [['email', 'attributes.a', 'attributes.a'], 3, 'import-target-twice'],
])('%j of %d columns: %s', (targets, columns, code) => {
  expect(() => checkTargets(targets, columns)).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ code }) }),
  );
});

test('columns may be left out', () => {
  expect(() => checkTargets([null, 'email', null], 3)).not.toThrow();
});
