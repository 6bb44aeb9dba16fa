import { html, webUrl } from './html';

test('what comes from outside is escaped, in text and in attributes', () => {
  const evil = `"><img src=x onerror='alert(1)'>&`;
  expect(html`<p title="${evil}">${evil}</p>`.text).toBe(
    '<p title="&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;">' +
      '&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;</p>',
  );
});

test('templates nest, lists join, nothing prints nothing', () => {
  const items = ['a', '<b>'].map((item) => html`<i>${item}</i>`);
  expect(html`<b>${items}${null}${undefined}${false}${0}</b>`.text).toBe('<b><i>a</i><i>&lt;b&gt;</i>0</b>');
});

test('an object that looks like HTML is not trusted', () => {
  const forged = { text: '<script>' } as unknown as string;
  expect(() => html`${forged}`).toThrow();
});

test.each([
  ['https://example.org/logo.png', 'https://example.org/logo.png'],
  ['http://example.org', 'http://example.org/'],
  ['javascript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['//example.org', undefined],
  ['/logo.png', undefined],
  ['', undefined],
  [null, undefined],
])('a page may point to %p: %p', (value, href) => {
  expect(webUrl(value)?.href).toBe(href);
});
