import { protectLiquid, splitLiquid } from './placeholders';

test.each([
  ['', ['']],
  ['Hola', ['Hola']],
  ['Hola {{ a }}!', ['Hola ', '{{ a }}', '!']],
  ['{% if a > 1 %}b{% endif %}', ['', '{% if a > 1 %}', 'b', '{% endif %}', '']],
  ['{ a } {{ b', ['{ a } {{ b']],
  ['{{ a }}{{ b', ['', '{{ a }}', '{{ b']],
])('Liquid is split from text: %s', (template, parts) => {
  expect(splitLiquid(template)).toEqual(parts);
});

test('placeholders give back exactly what they stood for, and keep the lines', () => {
  const template = 'lq0z\n{{ a\n| default: "<b>" }} lqq {% if "}}" == x %}\n{{ b }}';
  const liquid = protectLiquid(template);
  expect(liquid.text).not.toMatch(/[{}"<]/);
  expect(liquid.text.split('\n')).toHaveLength(template.split('\n').length);
  expect(liquid.restore(liquid.text).replace(/\n+/g, '')).toBe(template.replace(/\n+/g, ''));
  expect(liquid.tags).toEqual(['{{ a\n| default: "<b>" }}', '{% if "}}" == x %}', '{{ b }}']);
});

test('a hundred thousand unclosed tags are split at once', () => {
  const start = Date.now();
  expect(splitLiquid('{{'.repeat(100_000))).toHaveLength(1);
  expect(Date.now() - start).toBeLessThan(500);
});
