import { DateTime } from 'luxon';

import type { Language, Report } from '../../contracts';
import { words } from './words';

const MAX_SLUG = 60;

const slug = (text: string, kept: RegExp): string =>
  text
    .toLowerCase()
    .replace(kept, '-')
    .slice(0, MAX_SLUG)
    .replace(/^-+|-+$/g, '');

/** The name of a downloaded report, and the same in ASCII for clients that know no other (RFC 6266, §4.3). */
export function fileNameOf(
  { campaign, cutOff, timeZone }: Report,
  language: Language,
  extension: 'csv' | 'pdf',
): { name: string; fallback: string } {
  const date = DateTime.fromISO(cutOff, { zone: timeZone }).toISODate() ?? '';
  const composed = campaign.name.normalize('NFC');
  const plain = campaign.name.normalize('NFD').replace(/\p{Mark}/gu, '');
  const withSlug = (part: string) =>
    `${words[language].fileName}-${part || String(campaign.id)}-${date}.${extension}`;
  return {
    name: withSlug(slug(composed, /[^\p{Letter}\p{Number}]+/gu)),
    fallback: withSlug(slug(plain, /[^a-z0-9]+/g)),
  };
}
