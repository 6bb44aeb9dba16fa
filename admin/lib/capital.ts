/** Months and reasons are written small; at the beginning of a line they are not. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
