import { freezeContent } from './freeze';
import { dressed, firstPicture, htmlForStrangers, lineForStrangers, strangersData } from './strangers';
import { SHIPPED_TEMPLATES } from './template/shipped';

const institution = {
  name: 'Instituto',
  postalAddress: 'Calle 1',
  websiteUrl: null,
  color: '#000000',
  language: 'es' as const,
  timeZone: 'UTC',
};
const data = strangersData({
  institution,
  listName: 'Boletín',
  campaignName: 'Mayo',
  url: 'https://a.example/archive/abc',
  subscribeUrl: 'https://a.example/subscribe',
  targets: ['https://b.example/?x=1&y=2'],
});
const html = (template: string) => htmlForStrangers(template, data);

test.each([
  ['Hola {{ contact.firstName }}:', 'Hola:'],
  ['¡Hola, {{contact.firstName}} {{ contact.lastName }}!', '¡Hola,!'],
  ['<p>{{ contact.firstName }}, mire</p>', '<p>mire</p>'],
  ['Hola&nbsp;{{ contact.attributes.apodo }}, mire', 'Hola, mire'],
  ['Hola {{ contact.firstName | default: "colega" }},', 'Hola colega,'],
  ['{% if contact.firstName %}Hola {{ contact.firstName }}{% else %}Hola{% endif %}.', 'Hola.'],
  ['{% unless contact.attributes.vip %}Todas{% endunless %}', 'Todas'],
  ['{% case contact.language %}{% when "es" %}sí{% else %}yes{% endcase %}', 'sí'],
  ['{{ list.name }}, {{ campaign.name }}, {{ institution.name }}', 'Boletín, Mayo, Instituto'],
  ['<a href="{{ tracked[0] }}">a</a>', '<a href="https://b.example/?x=1&amp;y=2">a</a>'],
])('%s', (template, expected) => {
  expect(html(template)).toBe(expected);
});

test.each([
  ['<a href="{{ links.unsubscribe }}">Baja</a>', ''],
  [
    'a · <a href="{{ links.unsubscribe }}">Baja</a> · <a href="{{ links.preferences }}">Mías</a> · b',
    'a · b',
  ],
  [
    '<a href="{{ links.preferences }}">Mías</a> | <a href="https://b.example">b</a>',
    '<a href="https://b.example">b</a>',
  ],
  ['<a href="{{ links.viewInBrowser }}">{% if contact.firstName %}Ver{% else %}Abrir{% endif %}</a>b', 'b'],
  ['<a href="{{ links.unsubscribe | append: "?x=1" }}">Baja</a>b', 'b'],
  ['Copie {{ links.unsubscribe }} aquí', 'Copie  aquí'],
  ['<td class="soft recipients-only"><td>a</td>b</td><td>c</td>', '<td>c</td>'],
  ['<span class="recipients-only"><a href="{{ links.unsubscribe }}">Baja</a></span>b', 'b'],
  ['<img class="recipients-only" src="x">b', 'b'],
  ['<p class="recipients-only-outlook">a</p>', '<p class="recipients-only-outlook">a</p>'],
])('%s', (template, expected) => {
  expect(html(template)).toBe(expected);
});

test.each([
  ['{{ contact.firstName }}, las noticias', 'Las noticias'],
  ['{% if contact.firstName %}{{ contact.firstName }}, {% endif %}dos fechas', 'Dos fechas'],
  ['iPhone y {{ institution.name }}', 'iPhone y Instituto'],
  ['Hola {{ contact.firstName }}', 'Hola'],
  ['{{ contact.fullName }}', ''],
])('the subject %s', (subject, expected) => {
  expect(lineForStrangers(subject, data)).toBe(expected);
});

test.each([
  ...SHIPPED_TEMPLATES.map(({ key, mjml }) => [key, mjml] as const),
  [
    'plain',
    '<mjml><mj-body><mj-section><mj-column><mj-text>Hola</mj-text></mj-column></mj-section></mj-body></mjml>',
  ] as const,
])('%s says nothing that is for recipients only', async (_, mjml) => {
  const options = { viewInBrowser: true, unsubscribeLink: true, trackClicks: true };
  const frozen = await freezeContent({
    ...{ mjml, subject: '', preheader: 'Hola', options, institution, language: 'es' as const },
  });
  expect(frozen.html).toMatch(/Recibe este correo[^]*links\.unsubscribe/);
  const shown = html(frozen.html);
  expect(shown).not.toMatch(/Recibe este correo|No ve bien|Darse de baja|preferencias|only-recipients/);
  expect(shown).toContain('Instituto');
  expect(shown).toContain('Calle 1');
});

test('a document gets one title, and more in its head and at the top of its body', () => {
  expect(
    dressed('<html><head><title>a</title><style></style></head><body class="x"><p>b</p></body></html>', {
      head: '<title>c</title>',
      top: '<header>d</header>',
    }),
  ).toBe(
    '<html><head><title>c</title><style></style></head><body class="x"><header>d</header><p>b</p></body></html>',
  );
  expect(dressed('<p>a</p>', { head: 'b', top: 'c' })).toBe('bc<p>a</p>');
});

test.each([
  [
    '<img src="https://a.example/1.gif" width="1"><img src="https://a.example/2.png" width="600">',
    'https://a.example/2.png',
  ],
  ['<img src="https://a.example/?a=1&amp;b=2">', 'https://a.example/?a=1&b=2'],
  ['<img src="data:image/png;base64,AAAA"><img src="/a.png">', null],
])('the picture of %s', (given, expected) => {
  expect(firstPicture(given)).toBe(expected);
});
