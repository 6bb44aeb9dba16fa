import { checkContent } from '../../freeze';
import { compile } from '../../compile';
import { SHIPPED_TEMPLATES } from '.';

describe.each(SHIPPED_TEMPLATES)('$key', ({ mjml }) => {
  test('nothing is wrong with it', async () => {
    expect(await checkContent({ mjml, subject: '', preheader: '' })).toEqual([]);
  });

  test('it needs nothing from elsewhere: no image, font or style', async () => {
    const { html } = await compile(mjml);
    expect(html).not.toMatch(/<img|<link|@import|url\(|@font-face/i);
  });

  test('it can be left, says who writes and from where, and follows the night', async () => {
    const { html } = await compile(mjml);
    expect(html).toContain('href="{{ links.unsubscribe }}"');
    expect(html).toContain('href="{{ links.preferences }}"');
    expect(html).toContain('{{ institution.name }}');
    expect(html).toContain('{{ institution.postalAddress }}');
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).toContain('<html lang="es"');
  });
});

test('keys are unique', () => {
  expect(new Set(SHIPPED_TEMPLATES.map(({ key }) => key)).size).toBe(SHIPPED_TEMPLATES.length);
});
