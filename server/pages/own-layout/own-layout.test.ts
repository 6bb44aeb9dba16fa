import type { Core } from '@strapi/strapi';

import { html, Html } from '../page/html';
import { checkLayout, ownLayoutOf, SHIPPED_LAYOUT, type LayoutParts } from '.';

const REQUIRED =
  '{{ content }}<p>{{ institution.name }}</p><p>{{ institution.address }}</p><p>{{ languages }}</p>';
const problems = (template: string) => checkLayout(template).map(({ code, line }) => [code, line]);
const codes = (template: string) => [...new Set(checkLayout(template).map(({ code }) => code))];

const errors: string[] = [];
const strapi = { log: { error: (line: string) => errors.push(line) } } as unknown as Core.Strapi;
const parts = (changes: Partial<LayoutParts> = {}): LayoutParts => ({
  title: 'Título <b>',
  language: 'es',
  content: html`<main><h1>Hola</h1></main>`,
  logo: null,
  languages: html`<a href="?lang=en">English</a>`,
  archive: null,
  institution: { name: 'Instituto & Cía', address: 'Calle 1', website: '', host: '' },
  footnote: '',
  ...changes,
});
const render = (template: string, changes?: Partial<LayoutParts>) =>
  ownLayoutOf(strapi, template)?.render(parts(changes))?.text;

beforeEach(() => {
  errors.length = 0;
});

describe('a layout that may be used', () => {
  test.each([
    ['the plugin’s own', SHIPPED_LAYOUT],
    ['the shortest', REQUIRED],
    ['with styles', `<style>.a{color:red;background:url(/uploads/a.png)}</style>${REQUIRED}`],
    ['with a drawing in it', `<img src="data:image/svg+xml;base64,AAAA" alt="" />${REQUIRED}`],
    ['with conditions', `{% if language == "en" %}<p>Hi</p>{% else %}<p>Hola</p>{% endif %}${REQUIRED}`],
    [
      'with links',
      `<a href="https://x.example/?a=1&amp;b=2" rel="noopener">x</a><a href="mailto:a@b.example">m</a>${REQUIRED}`,
    ],
    ['with a comment', `{% comment %}<!-- who? -->{% endcomment %}`.replace(/<!--|-->/g, '') + REQUIRED],
    ['with a part twice that may be', `${REQUIRED}<p>{{ institution.name }}</p>`],
  ])('%s', (_, template) => {
    expect(checkLayout(template)).toEqual([]);
  });

  test('escapes what it is filled with, and prints our parts as they are', () => {
    expect(render(`<p title="{{ title }}">${REQUIRED.replace('{{ content }}', '')}</p>`)).toBeUndefined();
    expect(render(`<div title="{{ title }}">{{ title }}</div>${REQUIRED}`)).toContain(
      '<div title="Título &lt;b&gt;">Título &lt;b&gt;</div><main><h1>Hola</h1></main><p>Instituto &amp; Cía</p>',
    );
  });
});

describe('the required parts', () => {
  const without = (part: string) => REQUIRED.replace(`{{ ${part} }}`, '');
  test.each(['content', 'institution.name', 'institution.address', 'languages'])(
    '%s cannot be left out',
    (part) => {
      expect(checkLayout(without(part))).toMatchObject([
        { code: 'layout-part-missing', line: null, values: { path: part } },
      ]);
      const hidden = (before: string, after: string) => `${without(part)}\n${before}{{ ${part} }}${after}`;
      expect(problems(hidden('{% if title == "x" %}', '{% endif %}'))).toEqual([
        ['layout-part-condition', 2],
      ]);
      expect(problems(hidden('{% comment %}', '{% endcomment %}'))).toEqual([['layout-part-condition', 2]]);
      expect(problems(hidden('<div aria-hidden="true">', '</div>'))).toEqual([['layout-part-hidden', 2]]);
      expect(codes(hidden('<div hidden>', '</div>'))).toEqual(['layout-attribute']);
      expect(codes(hidden('<template>', '</template>'))).toContain('layout-element');
      expect(codes(hidden('<div title="', '"></div>'))).toContain('layout-part-missing');
      expect(codes(hidden('<!-- ', ' -->'))).toEqual(['layout-comment']);
      expect(codes(hidden('<style>', '</style>'))).toContain('layout-part-missing');
    },
  );

  test('the content stands there once, where a section may stand', () => {
    expect(problems(`${REQUIRED}\n{{ content }}`)).toEqual([['layout-part-twice', 2]]);
    for (const tag of ['p', 'a', 'span', 'ul', 'footer']) {
      expect(codes(`<${tag}>{{ content }}</${tag}>${without('content')}`)).toEqual(['layout-part-place']);
    }
    expect(codes(`<a href="#x">{{ languages }}</a>${without('languages')}`)).toEqual(['layout-part-place']);
    expect(codes(`{{ content | upcase }}${without('content')}`)).toEqual([
      'layout-part-filtered',
      'layout-part-missing',
    ]);
  });
});

describe('what would run, load or send something', () => {
  test.each([
    ['layout-element', '<script>alert(1)</script>'],
    ['layout-element', '<SCRIPT src="/x.js"></SCRIPT>'],
    ['layout-element', '<form action="/x"></form>'],
    ['layout-element', '<input class="a" />'],
    ['layout-element', '<button>Keep me</button>'],
    ['layout-element', '<iframe src="https://x.example"></iframe>'],
    ['layout-element', '<object></object>'],
    ['layout-element', '<svg></svg>'],
    ['layout-element', '<base href="https://x.example/" />'],
    ['layout-element', '<meta http-equiv="refresh" content="0" />'],
    ['layout-element', '<link rel="stylesheet" href="https://x.example" />'],
    ['layout-element', '<main></main>'],
    ['layout-element', '<h1>Two</h1>'],
    ['layout-attribute', '<p onclick="alert(1)">x</p>'],
    ['layout-attribute', '<p ONMOUSEOVER=alert(1)>x</p>'],
    ['layout-attribute', '<p style="display:none">x</p>'],
    ['layout-attribute', '<p id="email">x</p>'],
    ['layout-attribute', '<img srcset="https://x.example/a.png" alt="" />'],
    ['layout-attribute', '<style media="print">p{}</style>'],
    ['layout-link', '<a href="javascript:alert(1)">x</a>'],
    ['layout-link', '<a href=" java&#x0a;script:alert(1)">x</a>'],
    ['layout-link', '<a href="{{ title }}">x</a>'],
    ['layout-link', '<a href="https:{{ title }}">x</a>'],
    ['layout-picture', '<img src="https://x.example/spy.png" alt="" />'],
    ['layout-picture', '<img src="//x.example/spy.png" alt="" />'],
    ['layout-picture', '<img src="data:text/html,x" alt="" />'],
    ['layout-picture', '<img src="/{{ title }}" alt="" />'],
    ['layout-picture', '<style>p{background:url(https://x.example/a.png)}</style>'],
    ['layout-picture', '<style>p{background:URL( "//x.example/a.png")}</style>'],
    ['layout-style', '<style>@import "https://x.example/a.css";</style>'],
    ['layout-style', '<style>@font-face{font-family:x}</style>'],
    ['layout-style', '<style>p{width:expression(alert(1))}</style>'],
    ['layout-style', '<style>p{}<b></style>'],
    ['layout-comment', '<!-- --!><script>x</script>-->'],
    ['layout-comment', '<![CDATA[ > <script>x</script> ]]>'],
    ['layout-comment', '<?php x ?>'],
    ['layout-comment', '</ x>'],
    ['layout-unclosed', '<div>'],
    ['layout-unclosed', '</div>'],
    ['layout-unclosed', '<b><i></b></i>'],
    ['layout-unclosed', '<style/>'],
    ['layout-unclosed', '<p class="a'],
  ])('%s: %s', (code, piece) => {
    const found = checkLayout(`<p>1</p>\n${piece}\n${REQUIRED}`);
    expect(found.map((problem) => problem.code)).toContain(code);
    expect(found.find((problem) => problem.code === code)?.line).toBe(2);
    expect(render(`<p>1</p>\n${piece}\n${REQUIRED}`)).toBeUndefined();
  });

  test.each([
    '<p {% if title %}class="a"{% endif %}>x</p>',
    '<p class={{ title }}>x</p>',
    '<p {{ title }}="x">x</p>',
    '<p class="{% if title %}a{% endif %}">x</p>',
    // What stands in the quotes goes, and the rest is markup of its own.
    '<p title="{% comment %}">{% endcomment %} x" onclick="alert(1)" class="">x</p>',
    '<scr{% if title %}{% endif %}ipt>x</scr{% if title %}{% endif %}ipt>',
    '<style>{% if title %}p{}{% endif %}</style>',
    '<style>p{color:{{ title }}}</style>',
  ])('Liquid takes no markup apart: %s', (piece) => {
    expect(codes(piece + REQUIRED).filter((code) => code === 'layout-liquid-place')).toHaveLength(1);
    expect(render(piece + REQUIRED)).toBeUndefined();
  });
});

describe('template injection', () => {
  test.each([
    ['layout-tag-unknown', '{{ constructor }}'],
    ['layout-tag-unknown', '{{ content.constructor }}'],
    ['layout-tag-unknown', '{{ content.text }}'],
    ['layout-tag-unknown', '{{ __proto__ }}'],
    ['layout-tag-unknown', '{{ institution.__proto__.polluted }}'],
    ['layout-tag-unknown', '{{ institution["constructor"]["name"] }}'],
    ['layout-tag-unknown', '{{ institution[title] }}'],
    ['layout-tag-unknown', '{{ process.env }}'],
    ['layout-tag-unknown', '{{ contact.email }}'],
    ['liquid-syntax', "{{ constructor.constructor('return process')() }}"],
    ['liquid-syntax', '{% include "/etc/passwd" %}'],
    ['liquid-syntax', '{% render "x" %}'],
    ['liquid-syntax', '{% layout "x" %}'],
    ['liquid-syntax', '{% for i in (1..100000000) %}x{% endfor %}'],
    ['liquid-syntax', '{% assign x = 1 %}'],
    ['liquid-syntax', '{% raw %}{{ content }}{% endraw %}'],
    ['liquid-syntax', '{{ title | raw }}'],
    ['liquid-syntax', '{{ title | where_exp: "x" }}'],
    ['liquid-syntax', '{{ title'],
    ['liquid-syntax', '{% if title %}'],
  ])('is refused: %s %s', (code, piece) => {
    expect(codes(`${REQUIRED}${piece}`)).toContain(code);
    expect(render(`${REQUIRED}${piece}`)).toBeUndefined();
  });

  test('of other languages is text', () => {
    const text = `<%= process.env %> \${7*7} #{7*7} <# x #> [[7*7]] @(7*7)`;
    expect(checkLayout(text + REQUIRED)).toEqual([]);
    expect(render(text + REQUIRED)).toContain(text);
  });

  test('in what fills it is text', () => {
    const evil = '{{ title }}{% include "x" %}<script>';
    expect(render(REQUIRED, { institution: { ...parts().institution, name: evil } })).toContain(
      '<p>{{ title }}{% include &quot;x&quot; %}&lt;script&gt;</p>',
    );
  });
});

describe('a layout that is broken all the same', () => {
  test('is not used, and said once', () => {
    for (let visit = 0; visit < 3; visit += 1) expect(render('<script></script>')).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('layout-element in line 1, layout-part-missing');
  });

  test('is left alone where filling it fails', () => {
    const layout = ownLayoutOf(strapi, `${REQUIRED}<b>{{ footnote | append: "x" }}</b>`);
    const failing = parts();
    Object.defineProperty(failing, 'footnote', {
      enumerable: true,
      get() {
        throw new Error('no');
      },
    });
    expect(layout?.render(failing)).toBeNull();
    expect(layout?.render(failing)).toBeNull();
    expect(errors).toHaveLength(1);
    expect(layout?.render(parts())).toBeInstanceOf(Html);
  });

  test('an empty one is none', () => {
    expect(ownLayoutOf(strapi, ' \n')).toBeNull();
    expect(errors).toEqual([]);
  });
});

test('styles are known to the letter', () => {
  const layout = ownLayoutOf(strapi, `<style>\n.a > b{color:red}\n</style><style >p{}</style>${REQUIRED}`);
  expect(layout?.styles).toEqual(['\n.a > b{color:red}\n', 'p{}']);
});
