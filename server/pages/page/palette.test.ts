import { contrast, shadesOf } from './palette';
import { SURFACES } from './stylesheet';

const COLOURS = [
  '#000000',
  '#ffffff',
  '#ffe600',
  '#4945ff',
  '#777777',
  '#00a19a',
  '#c8102e',
  '#0b1f3a',
  '#fdf6e3',
];

test.each(COLOURS)('whatever %s an institution chooses, everything stays readable', (color) => {
  for (const surfaces of [SURFACES.light, SURFACES.dark]) {
    const { brand, onBrand, accent } = shadesOf(color, surfaces);
    expect(brand).toBe(color);
    expect(contrast(brand, onBrand)).toBeGreaterThanOrEqual(4.5);
    for (const surface of surfaces) expect(contrast(accent, surface)).toBeGreaterThanOrEqual(4.5);
  }
});

test('a colour that is none cannot reach the stylesheet', () => {
  const { brand } = shadesOf('red;}</style><script>', SURFACES.light);
  expect(brand).toMatch(/^#[0-9a-f]{6}$/);
});

test('contrast as WCAG computes it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});
