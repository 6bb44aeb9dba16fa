import { checkTemplate } from './check-template';

const codes = (template: string) => checkTemplate(template, 'mjml').map(({ code, line }) => [code, line]);

test.each([
  'Hola {{ contact.firstName | default: "amiga" }}',
  '{{ contact.attributes.city }} {{ contact["attributes"]["city"] }}',
  '{% if contact.language == "en" and list.name %}{{ links.unsubscribe }}{% endif %}',
  '{% comment %}nada{% endcomment %}',
  'sin etiquetas',
  '',
])('nothing is wrong with %s', (template) => {
  expect(checkTemplate(template, 'subject')).toEqual([]);
});

test.each([
  ['\n\n{{ contact.firstname }}', 'contact.firstname', 3, 'contact.firstName'],
  ['{{ nombre }}', 'nombre', 1, 'contact.firstName'],
  ['{{ contact.first_name }}', 'contact.first_name', 1, 'contact.firstName'],
  ['{{ contact.apellidos }}', 'contact.apellidos', 1, 'contact.lastName'],
  ['{{ email }}', 'email', 1, 'contact.email'],
  ['a\n{{ link.unsubscribe }}', 'link.unsubscribe', 2, 'links.unsubscribe'],
  ['{{ unsubscribe }}', 'unsubscribe', 1, 'links.unsubscribe'],
  ['{{ institution.adress }}', 'institution.adress', 1, 'institution.postalAddress'],
  ['{% if FNAME %}a{% endif %}', 'FNAME', 1, 'contact.firstName'],
  ['{{ tracked[0] }}', 'tracked.0', 1, null],
  ['{{ contact }}', 'contact', 1, null],
  ['{{ contact.attributes }}', 'contact.attributes', 1, null],
  ['{{ contact.attributes.__proto__ }}', 'contact.attributes.__proto__', 1, null],
  ['{{ contact.attributes.a.b }}', 'contact.attributes.a.b', 1, null],
  ['{{ contact.constructor }}', 'contact.constructor', 1, null],
  ['{{ qwertyuiop }}', 'qwertyuiop', 1, null],
  ['{{ contact.firstName | default: nombre }}', 'nombre', 1, 'contact.firstName'],
])('unknown merge tag: %j', (template, path, line, suggestion) => {
  const [problem, ...more] = checkTemplate(template, 'mjml');
  expect(more).toEqual([]);
  expect(problem).toMatchObject({ code: 'merge-tag-unknown', severity: 'error', line, values: { path } });
  if (suggestion) expect(problem?.values?.suggestion).toBe(suggestion);
});

test('a path that depends on data is unknown', () => {
  expect(codes('{{ contact[contact.email] }}')).toEqual([['merge-tag-unknown', 1]]);
});

test.each([
  ['a\n{{ contact.firstName', 2, 'not closed'],
  ['a\n\n{% if contact.firstName %}x', 3, 'no end'],
  ['{% endif %}', 1, 'no beginning'],
  ['\n{% for a in b %}{% endfor %}', 2, 'no tag “for”'],
  ['{{ contact.firstName | raw }}', 1, 'no filter “raw”'],
  ['{% include "/etc/passwd" %}', 1, 'no tag “include”'],
  ['{{ 7*7 }}', 1, 'cannot be read'],
  ['{{}}', 1, 'cannot be read'],
  ["{{constructor.constructor('x')()}}", 1, 'cannot be read'],
])('wrong Liquid: %j', (template, line, words) => {
  const [problem, ...more] = checkTemplate(template, 'preheader');
  expect(more).toEqual([]);
  expect(problem).toMatchObject({ code: 'liquid-syntax', severity: 'error', line, field: 'preheader' });
  expect(problem?.message).toContain(words);
});

test('the same mistake on two lines is said twice, on one line once', () => {
  expect(codes('{{ x }}{{ x }}\n{{ x }}')).toEqual([
    ['merge-tag-unknown', 1],
    ['merge-tag-unknown', 2],
  ]);
});
