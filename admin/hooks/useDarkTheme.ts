import { useTheme } from 'styled-components';

/** True where the panel's surface is dark, in Strapi's dark theme and in any of the institution's own. */
export const isDarkColor = (hex: string): boolean => {
  const digits = hex.replace('#', '');
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const [red = 255, green = 255, blue = 255] = [0, 2, 4].map((start) =>
    parseInt(full.slice(start, start + 2), 16),
  );
  return red * 0.299 + green * 0.587 + blue * 0.114 < 128;
};

export const useDarkTheme = (): boolean => isDarkColor(useTheme().colors.neutral0);
