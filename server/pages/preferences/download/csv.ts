import type { Readable } from 'node:stream';

import { csvStream, type CsvCell } from '../../../contacts';
import type { PersonalData } from './collect';

const HEADERS = ['record', 'date', 'what', 'name', 'details'] as const;

const cell = (value: unknown): CsvCell => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  return JSON.stringify(value);
};

/** `key: value` of whatever is set, for the last column. */
const details = (fields: Record<string, unknown>): string =>
  Object.entries(fields)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([key, value]) => `${key}: ${String(cell(value))}`)
    .join(' · ');

/** One table of everything: a row per field of the person, subscription, consent, e-mail, event, bounce and block. */
export function toCsv(data: PersonalData, separator: ',' | ';'): Readable {
  const rows: CsvCell[][] = [
    ...Object.entries(data.person).map(([key, value]) => ['person', null, key, cell(value), null]),
    ...data.subscriptions.map(({ listName, status, confirmedAt, unsubscribedAt, ...rest }) => [
      'subscription',
      unsubscribedAt ?? confirmedAt,
      status,
      listName,
      details(rest),
    ]),
    ...data.consents.map(({ occurredAt, action, list, ...rest }) => [
      'consent',
      occurredAt,
      action,
      list,
      details(rest),
    ]),
    ...data.emails.map(({ acceptedAt, status, campaign, ...rest }) => [
      'email',
      acceptedAt,
      status,
      campaign,
      details(rest),
    ]),
    ...data.events.map(({ occurredAt, type, campaign, ...rest }) => [
      'event',
      occurredAt,
      type,
      campaign,
      details(rest),
    ]),
    ...data.feedback.map(({ occurredAt, class: kind, campaign, ...rest }) => [
      'feedback',
      occurredAt,
      kind,
      campaign,
      details(rest),
    ]),
    ...data.blocks.map(({ occurredAt, action, reason, ...rest }) => [
      'block',
      occurredAt,
      action,
      reason,
      details(rest),
    ]),
  ];
  // eslint-disable-next-line @typescript-eslint/require-await -- the writer takes pages as they come
  async function* pages() {
    yield rows;
  }
  return csvStream(HEADERS, pages(), separator);
}
