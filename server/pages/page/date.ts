import type { Frame } from './frame';

/** A day in words, on the institution's calendar. */
export const dateIn = (
  { language, institution }: Pick<Frame, 'language' | 'institution'>,
  date: Date,
): string =>
  new Intl.DateTimeFormat(language === 'es' ? 'es-CO' : 'en-GB', {
    dateStyle: 'long',
    timeZone: institution.timeZone,
  }).format(date);
