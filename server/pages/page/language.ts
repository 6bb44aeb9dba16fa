import { LANGUAGES, type Language } from '../../../contracts';

export const isLanguage = (value: unknown): value is Language =>
  LANGUAGES.some((language) => language === value);

/**
 * The language to speak in: the one asked for on the page, the contact's own, the first that the browser names and
 * we speak (RFC 9110 §12.5.4), the institution's.
 */
export function chooseLanguage(wishes: {
  asked?: unknown;
  contact?: Language | null;
  acceptLanguage: string;
  institution: Language;
}): Language {
  if (isLanguage(wishes.asked)) return wishes.asked;
  return wishes.contact ?? fromHeader(wishes.acceptLanguage) ?? wishes.institution;
}

function fromHeader(header: string): Language | undefined {
  const ranked = header
    .slice(0, 500)
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return { language: tag.split('-')[0], quality: quality ? Number(quality.trim().slice(2)) : 1 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return ranked.map(({ language }) => language).find(isLanguage);
}
