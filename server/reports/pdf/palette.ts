/** The colours of a report: the institution's own, made legible, and fixed ones for outcomes. */
export interface Palette {
  /** The institution's colour, for areas. */
  main: string;
  /** Text on `main`. */
  onMain: string;
  /** The institution's colour, darkened until text and lines in it are legible on white. */
  strong: string;
  /** A breath of the institution's colour, for areas behind text. */
  tint: string;
}

export const INK = '#212134';
export const MUTED = '#5c5c72';
export const RULE = '#d9d9e3';
/** Opens and clicks have colours of their own: the institution's may look like either. */
export const OPEN = '#2b6cb0';
export const CLICK = '#c2570c';
export const FINE = '#2f7d5b';
export const ALARM = '#b3261e';

export const OUTCOME = {
  delivered: FINE,
  softBounces: '#e2a336',
  hardBounces: '#b3382f',
  sending: '#7f8ea3',
  cancelled: '#c5cad3',
} as const;

type Rgb = [number, number, number];
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

const toRgb = (hex: string): Rgb => {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
};
const toHex = (rgb: Rgb): string =>
  `#${rgb.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
const mix = (a: Rgb, b: Rgb, share: number): Rgb =>
  a.map((channel, i) => channel + ((b[i] ?? 0) - channel) * share) as Rgb;

/** WCAG 2.2: relative luminance. */
const luminance = (rgb: Rgb): number => {
  const [r, g, b] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** WCAG 2.2: contrast ratio, 1 to 21. */
export const contrast = (a: string, b: string): number => {
  const [light, dark] = [luminance(toRgb(a)), luminance(toRgb(b))].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

const LEGIBLE = 4.5;
const FALLBACK = '#4945ff';

/** @param color `#rrggbb`; anything else gives the plugin's own colour. */
export function paletteOf(color: string): Palette {
  const main = /^#[0-9a-f]{6}$/i.test(color) ? color : FALLBACK;
  const rgb = toRgb(main);
  const shades = Array.from({ length: 21 }, (_, step) => toHex(mix(rgb, BLACK, step / 20)));
  return {
    main,
    // Where white is not legible, black is: no colour is too close to both.
    onMain: contrast(main, '#ffffff') >= LEGIBLE ? '#ffffff' : '#000000',
    strong: shades.find((shade) => contrast(shade, '#ffffff') >= LEGIBLE) ?? INK,
    tint: toHex(mix(rgb, WHITE, 0.93)),
  };
}
