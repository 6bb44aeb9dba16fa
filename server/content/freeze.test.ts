import type { ContentProblem, Institution } from '../../contracts';
import { checkContent, freezeContent, type FreezeRequest } from './freeze';
import { createRenderer } from './liquid';
import { exampleMergeData } from './merge-tags';

const institution: Institution = {
  name: 'Instituto <X> & Cía',
  postalAddress: 'Calle 26 # 69D-91, Bogotá',
  websiteUrl: null,
  color: '#000000',
  language: 'es',
  timeZone: 'America/Bogota',
};
const options = { viewInBrowser: true, unsubscribeLink: true, trackClicks: true };
const mail = (content: string, head = '', body = '') =>
  `<mjml><mj-head>${head}</mj-head><mj-body ${body}><mj-section><mj-column><mj-text>${content}</mj-text></mj-column></mj-section></mj-body></mjml>`;
const request = (content: string, more: Partial<FreezeRequest> = {}): FreezeRequest => ({
  mjml: mail(content),
  subject: 'Boletín',
  preheader: '',
  options,
  institution,
  language: 'es',
  ...more,
});
const hrefs = (html: string) => [...html.matchAll(/<a [^>]*?href="([^"]*)"/g)].map(([, href]) => href);

describe('links', () => {
  const bare = { viewInBrowser: false, unsubscribeLink: false, trackClicks: true };

  test('web links are numbered, one number per target', async () => {
    const { html, text, links } = await freezeContent(
      request(
        `<a href="https://a.org/?utm_source=x&amp;utm_medium=y">1</a> <a href='https://b.org'>2</a> <a href="https://a.org/?utm_source=x&utm_medium=y">3</a>`,
        { options: bare },
      ),
    );
    expect(links).toEqual(['https://a.org/?utm_source=x&utm_medium=y', 'https://b.org']);
    expect(html).toContain(`<a href="{{ tracked[0] }}">1</a>`);
    expect(html).toContain(`<a href='{{ tracked[1] }}'>2</a>`);
    expect(html).toContain(`<a href="{{ tracked[0] }}">3</a>`);
    expect(text).toContain('1 ({{ tracked[0] }}) 2 ({{ tracked[1] }}) 3 ({{ tracked[0] }})');
  });

  test.each([
    'mailto:a@example.org',
    'tel:+571',
    '#agenda',
    '{{ links.unsubscribe }}',
    '{{ links.viewInBrowser }}',
    '{{ links.preferences }}',
    'https://a.org/{{ contact.language }}',
  ])('%s is never tracked', async (href) => {
    const { html, links } = await freezeContent(request(`<a href="${href}">x</a>`, { options: bare }));
    expect(links).toEqual([]);
    expect(hrefs(html)).toContain(href);
  });

  test('without click tracking the links stay as they are', async () => {
    const off = { ...bare, trackClicks: false };
    const { html, links } = await freezeContent(request('<a href="https://a.org">x</a>', { options: off }));
    expect(links).toEqual([]);
    expect(hrefs(html)).toEqual(['https://a.org']);
  });

  test('a button is a link', async () => {
    const mjml =
      '<mjml><mj-body><mj-section><mj-column><mj-button href="https://a.org">x</mj-button></mj-column></mj-section></mj-body></mjml>';
    expect((await freezeContent(request('', { mjml }))).links).toEqual(['https://a.org']);
  });
});

describe('system parts', () => {
  test('what is missing is added, filled and in HTML and text', async () => {
    const frozen = await freezeContent(request('Hola'));
    const data = exampleMergeData(institution);
    const html = createRenderer(frozen.html, 'html').render(data);
    const text = createRenderer(frozen.text, 'text').render(data);
    expect(hrefs(html)).toEqual([data.links.viewInBrowser, data.links.unsubscribe, data.links.preferences]);
    expect(html).toContain('Instituto &lt;X&gt; &amp; Cía');
    expect(html).toContain('Calle 26 # 69D-91, Bogotá');
    expect(html.indexOf(data.links.viewInBrowser)).toBeLessThan(html.indexOf('Hola'));
    expect(html.indexOf('Hola')).toBeLessThan(html.indexOf(data.links.unsubscribe));
    expect(html.indexOf(data.links.unsubscribe)).toBeLessThan(html.indexOf('</body>'));
    expect(text).toContain(
      `Darse de baja (${data.links.unsubscribe}) · Mis preferencias (${data.links.preferences})`,
    );
    expect(text).toContain('Instituto <X> & Cía');
    expect(html).toContain('<html lang="es"');
  });

  test('in English', async () => {
    const { html } = await freezeContent(request('Hello', { language: 'en' }));
    expect(html).toContain('Unsubscribe');
    expect(html).toContain('Open it in your browser');
    expect(html).not.toContain('Darse de baja');
    expect(html).toContain('<html lang="en"');
  });

  test('the language of the template wins', async () => {
    const { html } = await freezeContent(
      request('', { mjml: mail('Bonjour').replace('<mjml>', '<mjml lang="fr">') }),
    );
    expect(html).toContain('<html lang="fr"');
  });

  test('what the template has is not added again', async () => {
    const { html } = await freezeContent(
      request(
        '{{ institution.name }} {{ institution.postalAddress }} <a href="{{ links.unsubscribe }}">Adiós</a> <a href="{{links.viewInBrowser}}">Ver</a>',
      ),
    );
    expect(hrefs(html)).toEqual(['{{ links.unsubscribe }}', '{{links.viewInBrowser}}']);
    expect(html.match(/institution\.name/g)).toHaveLength(1);
    expect(html.match(/institution\.postalAddress/g)).toHaveLength(1);
  });

  test.each([
    ['viewInBrowser', 'links.viewInBrowser'],
    ['unsubscribeLink', 'links.unsubscribe'],
  ])('option %s off: no link, the sender stays', async (option, path) => {
    const { html } = await freezeContent(request('Hola', { options: { ...options, [option]: false } }));
    expect(html).not.toContain(path);
    expect(html).toContain('{{ institution.postalAddress }}');
  });

  test.each([
    ['background-color="#101010"', '#d1d5db'],
    ['background-color="#eee"', '#4b5563'],
    ['', '#4b5563'],
  ])('on %s the added words are %s', async (body, ink) => {
    expect((await freezeContent(request('', { mjml: mail('Hola', '', body) }))).html).toContain(
      `color:${ink}`,
    );
  });
});

describe('preheader', () => {
  const first = (html: string) =>
    /<body[^>]*>\s*<div[^>]*>([^&<]*(?:&amp;|&lt;)?[^&<]*)/.exec(html)?.[1]?.trim();

  test('it is the hidden first text, escaped, with its merge tags', async () => {
    const { html, text, preheader } = await freezeContent(
      request('Hola', { preheader: 'Q&A para {{ contact.firstName | default: "ti" }}' }),
    );
    expect(preheader).toBe('Q&A para {{ contact.firstName | default: "ti" }}');
    expect(first(html)).toBe('Q&amp;A para {{ contact.firstName | default: "ti" }}');
    expect(html).toMatch(/<body[^>]*>\s*<div style="display:none/);
    expect(text).not.toContain('Q&A');
  });

  test('it takes the place of mj-preview, which stays without it', async () => {
    const mjml = mail('Hola', '<mj-preview>De la plantilla</mj-preview>');
    const replaced = await freezeContent(request('', { mjml, preheader: 'De la campaña' }));
    expect(replaced.html).not.toContain('De la plantilla');
    expect(first(replaced.html)).toBe('De la campaña');
    const kept = await freezeContent(request('', { mjml }));
    expect(first(kept.html)).toBe('De la plantilla');
    expect(kept.html.indexOf('De la plantilla')).toBeLessThan(kept.html.indexOf('links.viewInBrowser'));
    expect(kept.text).not.toContain('De la plantilla');
  });
});

describe('problems', () => {
  test('freezing wrong content is refused, with every problem', async () => {
    const error = await freezeContent(
      request('{{ nombre }}', { subject: '{{ x', preheader: '{{ y }}' }),
    ).catch((thrown: unknown) => thrown as { details: { code: string; problems: ContentProblem[] } });
    expect(error).toMatchObject({ details: { code: 'content-invalid' } });
    const { problems } = (error as { details: { problems: ContentProblem[] } }).details;
    expect(problems.map(({ field, code }) => [field, code])).toEqual([
      ['subject', 'liquid-syntax'],
      ['preheader', 'merge-tag-unknown'],
      ['mjml', 'merge-tag-unknown'],
    ]);
  });

  test('a warning does not keep content from being frozen', async () => {
    const { html } = await freezeContent(request('<a href="/x">x</a>'));
    expect(html).toContain('href="/x"');
  });

  test.each([
    [50, []],
    [92, [['html-large', 'warning']]],
    [110, [['html-too-large', 'error']]],
  ])('%i KB of text', async (kilobytes, expected) => {
    const problems = await checkContent({
      mjml: mail('á'.repeat(kilobytes * 512)),
      subject: '',
      preheader: '',
    });
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual(expected);
  });

  test('tracked links count with the length they will have', async () => {
    const links = Array.from({ length: 900 }, (_, i) => `<a href="http://a.co/${i}">x</a>`).join('');
    const small = await freezeContent(request(links, { options: { ...options, trackClicks: false } }));
    expect(small.html.length).toBeLessThan(60_000);
    await expect(freezeContent(request(links))).rejects.toMatchObject({
      details: { code: 'content-invalid' },
    });
  });
});
