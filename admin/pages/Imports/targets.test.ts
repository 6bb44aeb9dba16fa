import type { ImportTarget } from '../../../contracts';
import { keyFromHeader, mappingProblem, targetProblem } from './targets';

describe('the key made from a header', () => {
  it.each([
    ['Teléfono móvil', 'telefono_movil'],
    ['  Año (2026) ', 'ano_2026'],
    ['2º apellido', 'apellido'],
    ['Ciudad/Depto.', 'ciudad_depto'],
    ['電話', ''],
    ['x'.repeat(60), 'x'.repeat(40)],
  ])('%s → %s', (header, key) => {
    expect(keyFromHeader(header)).toBe(key);
  });
});

describe('the mapping of columns', () => {
  it.each<[string, ImportTarget[], string | undefined]>([
    ['complete', ['email', 'fullName', null, 'attributes.city'], undefined],
    ['without an address', ['fullName', null], 'imports.emailMissing'],
    ['with the address twice', ['email', 'email'], 'imports.targetsWrong'],
    ['with a bad key', ['email', 'attributes.año'], 'imports.targetsWrong'],
    ['with an empty key', ['email', 'attributes.'], 'imports.targetsWrong'],
    ['with two columns left out', ['email', null, null], undefined],
  ])('%s', (_case, targets, problem) => {
    expect(mappingProblem(targets)).toBe(problem);
  });

  it('blames the second of two equal targets', () => {
    expect(targetProblem(['email', 'email'], 0)).toBeUndefined();
    expect(targetProblem(['email', 'email'], 1)).toBe('imports.target.twice');
  });
});
