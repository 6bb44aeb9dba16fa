import { freezeContent } from './freeze';
import { createRenderer } from './liquid';
import { defuse } from './defuse';
import { exampleMergeData } from './merge-tags';
import { SHIPPED_TEMPLATES } from './template/shipped';

const institution = {
  name: 'Instituto',
  postalAddress: 'Calle 1',
  websiteUrl: null,
  color: '#000000',
  language: 'es' as const,
  timeZone: 'UTC',
};

test.each([
  ['a<script>alert(1)</script>b', 'ab'],
  ['a<SCRIPT src="//evil.example/x.js">b', 'ab'],
  ['a<svg><a href="x"><script>1</script></a></svg>b', 'ab'],
  ['a<iframe srcdoc="<script>1</script>"></iframe>b', 'ab'],
  ['<base href="https://evil.example"><p>a</p>', '<p>a</p>'],
  ['<meta http-equiv="refresh" content="0;url=https://evil.example">a', 'a'],
  ['<form action="https://evil.example"><input name="x"></form>a', 'a'],
  ['<img src="https://a.example/a.png" onerror=alert(1)>', '<img src="https://a.example/a.png">'],
  ["<a href='javascript:alert(1)'>a</a>", '<a href="#">a</a>'],
  ['<a href="java&#x0A;script&colon;alert(1)">a</a>', '<a href="#">a</a>'],
  ['<a href=" data:text/html,<script>1</script>">a</a>', '<a href="#">a</a>'],
  ['<td background="vbscript:x">a</td>', '<td background="#">a</td>'],
  [
    '<a title="1 < 2 & &quot;3&quot;" onclick="x" href="#a">a</a>',
    '<a title="1 &lt; 2 &amp; &quot;3&quot;" href="#a">a</a>',
  ],
  ['</script>a</iframe>', 'a'],
])('%s', (html, expected) => {
  expect(defuse(html)).toBe(expected);
});

test.each([
  '<a href="https://a.example/?a=1&b=javascript:x">a</a>',
  '<a href="mailto:a@a.example">a</a><a href="#top">b</a><a href="/path:x">c</a>',
  '<img src="data:image/png;base64,AAAA" alt="onerror=1">',
  '<!--[if mso]><v:rect fill="t"></v:rect><![endif]--><p style="color:red">javascript:alert(1)</p>',
])('%s stays as it is', (html) => {
  expect(defuse(html)).toBe(html);
});

test.each(SHIPPED_TEMPLATES)('$key stays as it is', async ({ mjml }) => {
  const options = { viewInBrowser: true, unsubscribeLink: true, trackClicks: false };
  const { html } = await freezeContent({
    ...{ mjml, subject: '', preheader: '', options, institution, language: 'es' },
  });
  const filled = createRenderer(html, 'html').render(exampleMergeData(institution));
  expect(defuse(filled)).toBe(filled);
});
