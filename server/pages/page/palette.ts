type Rgb = readonly [number, number, number];

/** What the stylesheet needs of an institution's colour. */
export interface Shades {
  /** The colour as it is, and text that can be read on it. */
  brand: string;
  onBrand: string;
  /** The colour moved towards black or white until it can be read on the page: links, borders, focus. */
  accent: string;
}

/** WCAG 2.2 §1.4.3, normal text. */
const READABLE = 4.5;
const FALLBACK: Rgb = [31, 75, 153];

const parse = (color: string): Rgb | null => {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  return match && [parseInt(match[1] ?? '', 16), parseInt(match[2] ?? '', 16), parseInt(match[3] ?? '', 16)];
};

/** Whether this is a colour, and so may stand in a stylesheet: `#rrggbb`. */
export const isColor = (text: string | null): text is string => text !== null && parse(text) !== null;

const hex = (color: Rgb): string =>
  `#${color.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance of WCAG 2.2. */
const luminance = (color: Rgb): number => {
  const [r = 0, g = 0, b = 0] = color
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const ratio = (a: Rgb, b: Rgb): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

/** Contrast of two `#rrggbb` colours, 1 to 21. */
export const contrast = (a: string, b: string): number => ratio(parse(a) ?? FALLBACK, parse(b) ?? FALLBACK);

const mix = (from: Rgb, to: Rgb, share: number): Rgb => [
  Math.round(from[0] + (to[0] - from[0]) * share),
  Math.round(from[1] + (to[1] - from[1]) * share),
  Math.round(from[2] + (to[2] - from[2]) * share),
];

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

/**
 * @param color `#rrggbb`; anything else becomes a quiet blue.
 * @param backgrounds the surfaces that the accent has to be readable on.
 */
export function shadesOf(color: string, backgrounds: readonly string[]): Shades {
  const brand = parse(color) ?? FALLBACK;
  const surfaces = backgrounds.map((background) => parse(background) ?? WHITE);
  const end = luminance(surfaces[0] ?? WHITE) > 0.18 ? BLACK : WHITE;
  const steps = Array.from({ length: 51 }, (_, step) => mix(brand, end, step / 50));
  const accent = steps.find((shade) => surfaces.every((surface) => ratio(shade, surface) >= READABLE)) ?? end;
  const onBrand = ratio(brand, WHITE) >= READABLE ? WHITE : BLACK;
  return { brand: hex(brand), onBrand: hex(onBrand), accent: hex(accent) };
}

/**
 * Text that can be read on a surface: the first ink of those given that can, else black or white, one of which always
 * can.
 */
export const inkOn = (surface: string, inks: readonly string[]): string => {
  const readable = (ink: string) => contrast(ink, surface) >= READABLE;
  return [...inks, '#ffffff'].find(readable) ?? '#000000';
};
