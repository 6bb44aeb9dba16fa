import { slugOf } from './slug';

test.each([
  ['Boletín de Noticias', 'boletin-de-noticias'],
  ['  Año Nuevo — 2027!  ', 'ano-nuevo-2027'],
  ['Ministère de l’Éducation', 'ministere-de-l-education'],
  ['日本語', 'list'],
  [`${'x'.repeat(49)} y`, 'x'.repeat(49)],
])('%s becomes %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
