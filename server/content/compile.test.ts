import { compile } from './compile';

const around = (content: string, head = '') =>
  `<mjml>\n<mj-head>${head}</mj-head>\n<mj-body><mj-section><mj-column>\n${content}\n</mj-column></mj-section></mj-body></mjml>`;
const text = (content: string) => around(`<mj-text>${content}</mj-text>`);
const found = async (mjml: string) =>
  (await compile(mjml)).problems.map(({ code, severity, line }) => [code, severity, line]);

test('Liquid comes through MJML untouched, in HTML and text', async () => {
  const liquid = `{{ contact.firstName | default: "A & <B>" }}`;
  const {
    html,
    text: plain,
    problems,
  } = await compile(
    around(
      `<mj-raw>{% if contact.language == "es" %}</mj-raw><mj-text css-class="x">Hola ${liquid}: 1 &lt; 2</mj-text><mj-raw>{% endif %}</mj-raw>
       <mj-button href="{{ links.unsubscribe }}">Baja</mj-button>`,
      '<mj-style inline="inline">.x div { color: #123456 !important }</mj-style>',
    ),
  );
  expect(problems).toEqual([]);
  for (const part of [html, plain]) {
    expect(part).toContain(`Hola ${liquid}:`);
    expect(part).toMatch(/\{% if contact.language == "es" %\}[^]*Hola[^]*\{% endif %\}/);
  }
  expect(html).toContain('href="{{ links.unsubscribe }}"');
  expect(html).toContain('#123456');
  expect(plain).toContain('1 < 2');
  expect(plain).toContain('Baja ({{ links.unsubscribe }})');
});

test.each<[string, string, [string, string, number | null][]]>([
  ['nothing', '', [['mjml-root-missing', 'error', 1]]],
  ['no MJML', '<p>Hola</p>', [['mjml-root-missing', 'error', 1]]],
  ['no body', '<mjml>\n<mj-head></mj-head></mjml>', [['mjml-body-missing', 'error', 1]]],
  ['an element left open', around('<mj-text>a\n'), [['mjml-unclosed-tag', 'error', 4]]],
  [
    'an element cut off',
    '<mjml><mj-body>\n<mj-section',
    [
      ['mjml-unclosed-tag', 'error', 1],
      ['mjml-unclosed-tag', 'error', 1],
    ],
  ],
  ['an end without a beginning', around('</mj-text>'), [['mjml-stray-end-tag', 'error', 4]]],
  ['HTML left open', text('\n<b>a'), [['mjml-unclosed-tag', 'warning', 5]]],
  ['HTML closed outside', text('a</b>'), [['mjml-stray-end-tag', 'warning', 4]]],
  ['an include', around('<mj-include path="/etc/passwd" />'), [['mjml-include', 'error', 4]]],
  [
    'a condition that MJML drops',
    around('{% if list.name %}<mj-text>a</mj-text>{% endif %}'),
    [
      ['mjml-text-misplaced', 'error', 4],
      ['mjml-text-misplaced', 'error', 4],
    ],
  ],
  ['text that MJML drops', around('Hola'), [['mjml-text-misplaced', 'error', 4]]],
  ['an unknown element', around('\n<mj-txt>a</mj-txt>'), [['mjml-unknown-tag', 'error', 5]]],
  ['HTML among elements', around('<p>a</p>'), [['mjml-unknown-tag', 'error', 4]]],
  [
    'an element in the wrong place',
    around('<mj-section></mj-section>'),
    [['mjml-misplaced-tag', 'error', 4]],
  ],
  [
    'an unknown attribute',
    around('\n<mj-text algin="left">a</mj-text>'),
    [['mjml-unknown-attribute', 'warning', 5]],
  ],
  ['a wrong value', around('<mj-text font-size="big">a</mj-text>'), [['mjml-invalid-value', 'warning', 4]]],
  ['an unknown merge tag', text('\n\n{{ nombre }}'), [['merge-tag-unknown', 'error', 6]]],
  ['wrong Liquid', text('{{ nombre'), [['liquid-syntax', 'error', 4]]],
  [
    'void elements, optional ends',
    text('<br>a<img src="https://a.org/b.png" alt=""><hr/><ul><li>a<li>b</ul><p>c'),
    [],
  ],
  ['nested lists closed', text('<ul><li>a<ul><li>b</li></ul></li></ul>'), []],
])('%s is reported', async (_, mjml, expected) => {
  expect(await found(mjml)).toEqual(expected);
});

test('problems say what to do, and no path of the server', async () => {
  const {
    problems,
    html,
    text: plain,
  } = await compile(around('<mj-txt>a</mj-txt><mj-text foo="1">b</mj-text>'));
  expect([html, plain]).toEqual(['', '']);
  expect(problems).toHaveLength(2);
  for (const { message } of problems) {
    expect(message).toMatch(/correct its name/);
    expect(message).not.toContain(process.cwd());
    expect(message).not.toMatch(/^Line|\/[a-z]+\/[a-z]+/);
  }
});

test.each([
  ['<script>alert(1)</script>', 'html-forbidden-tag'],
  ['<SCRIPT src=//x.org></SCRIPT>', 'html-forbidden-tag'],
  ['<iframe src="https://x.org"></iframe>', 'html-forbidden-tag'],
  ['<form action="https://x.org"></form>', 'html-forbidden-tag'],
  ['<svg><a></a></svg>', 'html-forbidden-tag'],
  ['<base href="https://x.org">', 'html-forbidden-tag'],
  ['<meta http-equiv="refresh" content="0;url=https://x.org">', 'html-forbidden-tag'],
  ['<!-- <script>alert(1)</script> -->', 'html-forbidden-tag'],
  ['<img src="https://x.org/a.png" onerror="alert(1)">', 'html-event-handler'],
  ['<p ONCLICK=alert(1)>a</p>', 'html-event-handler'],
  ['<a href="javascript:alert(1)">a</a>', 'link-unsafe'],
  ['<a href=" JaVa&#x0A;Script:alert(1)">a</a>', 'link-unsafe'],
  ['<a href="java&Tab;script&colon;alert(1)">a</a>', 'link-unsafe'],
  ['<a href="vbscript:x">a</a>', 'link-unsafe'],
  ['<a href="data:text/html,x">a</a>', 'link-unsafe'],
  ['<img src="data:image/svg+xml,x">', 'link-unsafe'],
  ['<a href="file:///etc/passwd">a</a>', 'link-unsafe'],
  ['<p style="width:expression(alert(1))">a</p>', 'html-unsafe-style'],
  ['<p style="background:url(javascript:alert(1))">a</p>', 'html-unsafe-style'],
  ['<p {{ contact.firstName }}>a</p>', 'liquid-in-tag'],
  ['<p title={{ contact.firstName }}>a</p>', 'liquid-in-tag'],
  ['<{{ contact.firstName }}>a', undefined],
  ['<a href="{% if list.name %}https://a.org{% endif %}">a</a>', 'link-condition'],
])('%s is refused', async (content, code) => {
  const { problems, html } = await compile(text(`\n${content}`));
  if (code === undefined) return expect(html).not.toMatch(/<\{\{/);
  expect(html).toBe('');
  expect(problems).toContainEqual(expect.objectContaining({ code, severity: 'error', line: 5 }));
});

test('what only the output shows is refused too', async () => {
  const head = (name: string, value: string) =>
    `<mj-html-attributes><mj-selector path="div"><mj-html-attribute name="${name}">${value}</mj-html-attribute></mj-selector></mj-html-attributes>`;
  expect(await found(around('<mj-text>a</mj-text>', head('onclick', 'alert(1)')))).toContainEqual([
    'html-event-handler',
    'error',
    null,
  ]);
  expect(await found(around('<mj-text>a</mj-text>', head('data-id', '1')))).toEqual([]);
});

test.each([
  ['<a href="">a</a>', 'link-empty'],
  ['<a href="#">a</a>', 'link-empty'],
  ['<a href="/noticias">a</a>', 'link-relative'],
  ['<a href="www.example.org">a</a>', 'link-relative'],
  ['<a href="//example.org">a</a>', 'link-relative'],
])('%s is a warning', async (content, code) => {
  expect(await found(text(content))).toEqual([[code, 'warning', 4]]);
});

test.each([
  '<a href="https://example.org/?a=1&amp;b=2#c">a</a>',
  '<a href="mailto:a@example.org">a</a>',
  '<a href="tel:+571234567">a</a>',
  '<a href="#agenda">a</a>',
  '<img src="data:image/png;base64,AAAA" alt="a">',
  '<a href="https://example.org/{{ contact.language }}">a</a>',
  '<a href="{{ links.viewInBrowser }}">a</a>',
])('%s is fine', async (content) => {
  expect(await found(text(content))).toEqual([]);
});

test('a link that is a merge tag is guarded, the own ones are not', async () => {
  const { html } = await compile(
    text(
      '<a href="{{ contact.attributes.web }}abc">a</a><a href="{{- contact.attributes.web | strip -}}">b</a><a href="{{ links.unsubscribe }}">c</a>',
    ),
  );
  expect(html).toContain('href="{{ contact.attributes.web | safe_url }}abc"');
  expect(html).toContain('href="{{- contact.attributes.web | strip | safe_url -}}"');
  expect(html).toContain('href="{{ links.unsubscribe }}"');
});

test('no font and no file comes from elsewhere unless the author names it', async () => {
  const { html } = await compile(around('<mj-text font-family="Roboto, Open Sans">a</mj-text>'));
  expect(html).not.toMatch(/fonts\.googleapis|<link|@import/);
});

test('a source beyond all measure is refused without compiling it', async () => {
  expect(await found(text('a'.repeat(400_000)))).toEqual([['mjml-too-long', 'error', null]]);
});

test('what would take long to compile is refused at once', async () => {
  const start = Date.now();
  expect(await found(`<mjml><mj-body>\n${'<mj-section>'.repeat(20_000)}`)).toEqual([
    ['mjml-too-deep', 'error', 2],
  ]);
  expect(await found(text('<b>'.repeat(20_000) + '</i>'.repeat(20_000)))).toEqual([
    ['mjml-too-deep', 'error', 4],
  ]);
  expect(Date.now() - start).toBeLessThan(3000);
});

test('a thousand line breaks are no nesting', async () => {
  expect(await found(text('a<br>'.repeat(1000)))).toEqual([]);
});

test('a flood of warnings hides no error', async () => {
  const problems = await found(text(`${'<a href="#">a</a>'.repeat(500)}{{ nombre }}`));
  expect(problems).toHaveLength(100);
  expect(problems).toContainEqual(['merge-tag-unknown', 'error', 4]);
});

test('the same source is compiled once', async () => {
  const mjml = text('una vez');
  expect(compile(mjml)).toBe(compile(mjml));
  await compile(mjml);
});
