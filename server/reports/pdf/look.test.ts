import { contrast, paletteOf } from './palette';
import { printable, shortened } from './text';

test.each(['#c8102e', '#ffd100', '#ffffff', '#000000', '#4945ff', '#00ffff', '#808080'])(
  'text in and on %s is legible (WCAG AA, 4.5:1)',
  (color) => {
    const { main, onMain, strong, tint } = paletteOf(color);
    expect(main).toBe(color);
    expect(contrast(onMain, main)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(strong, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(contrast('#212134', tint)).toBeGreaterThanOrEqual(4.5);
  },
);

test.each(['', 'red', '#fff', '#12345g', 'javascript:'])(
  '%j is no colour: the plugin’s own stands in',
  (color) => {
    expect(paletteOf(color).main).toBe('#4945ff');
  },
);

test.each([
  ['📣 Convocatoria 🎉', 'Convocatoria'],
  ['Año n.º 12 – Łódź, niñez # * ©', 'Año n.º 12 – Łódź, niñez # * ©'],
  ['1️⃣ Primero 👩🏽‍🏫 fin 🇨🇴', '1 Primero fin'],
  ['n\u0303andu\u0301\r\n  y más', 'ñandú y más'],
])('%j is printed as %j', (text, printed) => {
  expect(printable(text)).toBe(printed);
});

test('a line is shortened with an ellipsis', () => {
  expect(shortened('Boletín interno', 8)).toBe('Boletín…');
  expect(shortened('Boletín', 8)).toBe('Boletín');
});
