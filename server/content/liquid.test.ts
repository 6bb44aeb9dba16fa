/* eslint-disable no-template-curly-in-string -- other engines' syntax, which must stay text */
import { Liquid } from 'liquidjs';

import type { Institution } from '../../contracts';
import { createFiller, createRenderer } from './liquid';
import { exampleMergeData } from './merge-tags';
import type { MergeData } from './render';

const institution: Institution = {
  name: 'Instituto & Cía',
  postalAddress: 'Calle 1',
  websiteUrl: null,
  color: '#000000',
  language: 'es',
  timeZone: 'America/Bogota',
};
const withContact = (contact: Partial<MergeData['contact']>): MergeData => {
  const data = exampleMergeData(institution);
  return { ...data, contact: { ...data.contact, ...contact } };
};

test.each([
  ['Hola {{ contact.firstName }}', 'Hola Ana'],
  ['{{ contact.attributes.city | default: "—" }}', '—'],
  ['{{ contact.attributes.missing }}', ''],
  ['{% if contact.language == "es" %}sí{% else %}yes{% endif %}', 'sí'],
  ['{% unless contact.firstName == "Ana" %}x{% endunless %}', ''],
  ['{% case contact.language %}{% when "es" %}a{% when "en" %}b{% endcase %}', 'a'],
  ['{{ contact.lastName | upcase }}', 'GÓMEZ'],
])('%s → %s', (template, expected) => {
  expect(createRenderer(template, 'text').render(exampleMergeData(institution))).toBe(expected);
});

test('an empty first name counts as none', () => {
  const renderer = createRenderer(
    '{% if contact.firstName %}{{ contact.firstName }}{% else %}amiga{% endif %}',
    'text',
  );
  expect(renderer.render(withContact({ firstName: '' }))).toBe('amiga');
});

describe('what a contact is called is printed, never run', () => {
  const names = [
    '<img src=x onerror=alert(1)>',
    '{{ contact.email }}',
    '{% if true %}x{% endif %}',
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    '<%= process.env %>',
    '${7*7}',
    '{{constructor.constructor("return process")()}}',
    '&lt;b&gt;',
  ];
  test.each(names)('%s', (firstName) => {
    const data = withContact({ firstName });
    const html = createRenderer(
      '<p title="{{ contact.firstName }}">{{ contact.firstName }}</p>',
      'html',
    ).render(data);
    expect(html).not.toMatch(/<(?!\/?p[ >])|title="[^"]*"[^>]+/);
    expect(html).not.toContain("'");
    expect(createRenderer('{{ contact.firstName }}', 'text').render(data)).toBe(firstName);
  });
});

describe('nothing but the merge data can be reached', () => {
  test.each([
    '{{ constructor }}',
    '{{ __proto__ }}',
    '{{ contact.constructor }}',
    '{{ contact.__proto__ }}',
    '{{ contact["constructor"] }}',
    '{{ contact.firstName.constructor }}',
    '{{ contact.attributes.__proto__.polluted }}',
    '{{ contact.toString }}',
    '{{ process.env.PATH }}',
    '{{ global }}',
    '{{ this }}',
    '{{ strapi }}',
  ])('%s prints nothing', (template) => {
    expect(createRenderer(template, 'text').render(exampleMergeData(institution))).toBe('');
  });

  test.each(['<%= process.env %>', '${7*7}', '#{7*7}', '*{7*7}', '<?php echo 1 ?>', '[[${7*7}]]'])(
    '%s is text',
    (template) => {
      expect(createRenderer(template, 'text').render(exampleMergeData(institution))).toBe(template);
    },
  );

  test.each([
    '{{constructor.constructor("x")()}}',
    '{{ contact.firstName | raw }}',
    '{{ contact.firstName | where: "a" }}',
    '{{ contact | json }}',
    '{% include "/etc/passwd" %}',
    '{% render "x" %}',
    '{% layout "x" %}',
    '{% block x %}{% endblock %}',
    '{% for i in (1..9999999) %}x{% endfor %}',
    '{% assign a = 1 %}',
    '{% capture a %}{% endcapture %}',
    '{% tablerow i in contact %}{% endtablerow %}',
    '{% raw %}{% endraw %}',
    '{% liquid echo 1 %}',
  ])('%s is refused', (template) => {
    expect(() => createRenderer(template, 'html')).toThrow();
  });
});

test('a header stays on one line, without control characters', () => {
  const data = withContact({ firstName: 'Ana\r\nBcc: x@example.org\u0000\u0085\u2028\tB' });
  const subject = createRenderer(' Hola\n {{ contact.firstName }} ', 'header').render(data);
  // eslint-disable-next-line no-control-regex -- what must be gone
  expect(subject).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
  expect(subject).toBe('Hola  Ana Bcc: x@example.org B');
});

test.each([
  ['https://example.org/?a=1&b=2', 'https://example.org/?a=1&amp;b=2'],
  ['mailto:a@example.org', 'mailto:a@example.org'],
  ['javascript:alert(1)', '#'],
  [' JaVaScRiPt:alert(1)', '#'],
  ['java\nscript:alert(1)', '#'],
  ['data:text/html,x', '#'],
  ['//evil.example', '#'],
  ['', '#'],
])('safe_url: %j → %s', (web, expected) => {
  const renderer = createRenderer('{{ contact.attributes.web | safe_url }}', 'html');
  expect(renderer.render(withContact({ attributes: { web } }))).toBe(expected);
});

describe('what is filled without Liquid is filled as Liquid does it', () => {
  const liquid = new Liquid({ ownPropertyOnly: true, jsTruthy: true });
  const people: Partial<MergeData['contact']>[] = [
    {},
    { firstName: '', attributes: { city: 'Bogotá', size: 3, first: 'a', n: 0, yes: true, no: false } },
    { firstName: 'José', lastName: 'Ana', attributes: { city: null, n: 1.5 } },
    { firstName: 'Ana', lastName: '', language: 'en', attributes: { city: '', n: 1, x: '1' } },
    { firstName: 'Ana', lastName: '', language: 'en', attributes: { city: '', n: '1', x: 1 } },
  ];
  test.each([
    'a {{ contact.firstName }} b',
    '{{contact.firstName}}{{  contact.attributes.city  }}',
    'a   {{- contact.firstName -}}   b',
    'a\n{%- if contact.firstName -%}\n b {{ contact.lastName }}\n{%- endif %}\n c',
    '{{ contact.attributes.size }} {{ contact.attributes.first }} {{ contact.attributes.last }}',
    '{{ contact.firstName.size }} {{ contact.attributes }}',
    '{{ contact.attributes.constructor }}{{ contact.attributes.toString }}',
    '{{ contact.attributes.n }}{{ contact.attributes.yes }}{{ contact.attributes.no }}',
    '{% if contact.attributes.n == 1 %}number{% else %}{{ contact.attributes.n }}{% endif %}',
    '{{ contact.attributes.n | append: contact.attributes.x }}',
    '{{ contact.firstName | default: contact.lastName | upcase }}',
    '{% case contact.language %}{% when "es" %}{{ contact.firstName }}{% else %}{{ list.name }}{% endcase %}',
    '{% unless contact.attributes.city %}{{ tracked[0] }}{% else %}{{ tracked[1] }}{% endunless %}',
    '{% if tracked[1] %}{{ tracked[1] }}{% endif %}{{ tracked[2] }}{{ tracked[0] }}',
    '{{ nil }}{{ true }}{{ (1..3) }}{{ "x" }}{{ links.open }}{{ links.unsubscribe }}',
    '{{ contact["firstName"] }}{{ contact.attributes["city"] }}',
  ])('%s', (template) => {
    const { render } = createRenderer(template, 'text');
    for (const contact of [...people, ...people]) {
      const data = { ...withContact(contact), tracked: ['https://a.example/1', 'https://a.example/2'] };
      expect(render(data)).toBe(liquid.parseAndRenderSync(template, data));
    }
  });
});

test('each piece is encoded for itself, the text between tags once, however deep it stands', () => {
  const encoded: string[] = [];
  const fill = createFiller(
    'a {% if contact.firstName %}b {{ contact.firstName }}{% else %}c{% endif %} {{ contact.lastName }}',
    'html',
    (piece) => {
      encoded.push(piece);
      return `[${piece}]`;
    },
  );
  expect(encoded.filter(Boolean)).toEqual(['a ', 'b ', 'c', ' ']);
  const filled = fill(withContact({ firstName: '<Ana>', lastName: 'G\r\nM' })).join('');
  expect(filled).toBe('[a ][b ][&lt;Ana&gt;][ ][G\nM]');
  expect(encoded.filter(Boolean).slice(4).sort()).toEqual(['&lt;Ana&gt;', 'G\nM']);
});
