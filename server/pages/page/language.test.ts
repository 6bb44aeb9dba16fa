import { chooseLanguage } from './language';

test.each([
  ['es', undefined, null, 'es-CO,es;q=0.9,en;q=0.8'],
  ['en', undefined, null, 'en-US,en;q=0.9,es;q=0.8'],
  ['en', undefined, null, 'fr,es;q=0.4,en;q=0.7'],
  ['en', undefined, null, 'es;q=0,en;q=0.1'],
  ['es', undefined, null, 'fr-FR,de'],
  ['es', undefined, null, ''],
  ['es', undefined, null, ';;q=,,=*'],
  ['es', undefined, 'es' as const, 'en'],
  ['en', 'en', 'es' as const, 'es'],
  ['es', 'xx', 'es' as const, 'en'],
  ['en', ['es'], null, 'en'],
])('speaks %s (asked %p, contact %p, browser %p)', (expected, asked, contact, acceptLanguage) => {
  expect(chooseLanguage({ asked, contact, acceptLanguage, institution: 'es' })).toBe(expected);
});
