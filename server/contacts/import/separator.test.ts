import { separatorOf } from './separator';

test.each([
  ['correo;nombre\na@example.org;Ana, María\n', ';'],
  ['correo,nombre\na@example.org,"Ana; María; Luz"\nb@example.org,Eva\n', ','],
  ['correo\tnombre\na@example.org\tAna\n', '\t'],
  ['correo|nombre\na@example.org|Ana\n', '|'],
  ['correo\na@example.org\n', null],
  ['sep=;\ncorreo;a,b,c\n', ';'],
  ['correo;nota\na@example.org;"uno\ndos, tres"\nb@example.org;x\n', ';'],
])('%j', (sample, separator) => {
  expect(separatorOf(sample)).toBe(separator);
});
