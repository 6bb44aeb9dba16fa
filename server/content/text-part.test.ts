import { toText } from './text-part';

test.each([
  ['<h1>Título</h1><p>Uno</p><p>Dos</p>', 'Título\n\nUno\n\nDos'],
  ['<a href="https://a.org/?a=1&amp;b=2">Leer</a>', 'Leer (https://a.org/?a=1&b=2)'],
  ['<a href="https://a.org">https://a.org</a>', 'https://a.org'],
  ['<a href="#x">Arriba</a>', 'Arriba'],
  ['<img src="https://a.org/a.png" alt="Foto del acto">', 'Foto del acto'],
  ['<img src="https://a.org/a.png" alt="">', ''],
  ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>', 'a b\n\nc d'],
  [
    '<p>{{ contact.firstName | default: "<b>" }} {% if a < b %}x{% endif %}</p>',
    '{{ contact.firstName | default: "<b>" }} {% if a < b %}x{% endif %}',
  ],
  [`<p>${'palabra '.repeat(40)}</p>`, 'palabra '.repeat(40).trim()],
])('%s', (html, text) => {
  expect(toText(html)).toBe(text);
});
