import { contrast, inkOn, shadesOf } from './palette';
import { stylesheet, SURFACES } from './stylesheet';

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

test.each([...COLOURS, '#767676', '#7f7f7f', '#ff0000', '#1f9ede'])(
  'what stands on the background %s can be read, links included, whatever the colour',
  (background) => {
    expect(contrast(background, inkOn(background, ['#1a1f27']))).toBeGreaterThanOrEqual(4.5);
    for (const color of COLOURS) {
      expect(contrast(background, shadesOf(color, [background]).accent)).toBeGreaterThanOrEqual(4.5);
    }
  },
);

test('a colour that is none cannot reach the stylesheet', () => {
  const evil = 'red;}</style><script>';
  expect(stylesheet(evil, evil)).toBe(stylesheet('', null));
  const { brand } = shadesOf('red;}</style><script>', SURFACES.light);
  expect(brand).toMatch(/^#[0-9a-f]{6}$/);
});

test('contrast as WCAG computes it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});
