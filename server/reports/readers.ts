import type { CityRow, Language, Report, TraitRow } from '../../contracts';
import { words, type Words } from './words';

export interface ReadersTable {
  /** What the first column holds. */
  head: string;
  rows: { name: string; count: number; percent: number | null }[];
}

/** The tables of devices and places as a downloaded report shows them; no places where none are known. */
export function readersTables({ readers }: Report, language: Language): ReadersTable[] {
  const w = words[language];
  const regions = new Intl.DisplayNames(w.locale, { type: 'region', fallback: 'code' });
  const countryOf = (code: string) => regions.of(code) ?? code;
  const table = <R extends TraitRow>(head: string, rows: readonly R[], nameOf: (row: R) => string) => ({
    head,
    rows: rows.map((row) => ({
      name: row.kind === 'named' ? nameOf(row) : w[row.kind],
      count: row.count,
      percent: row.percent,
    })),
  });
  const own = ({ name }: TraitRow) => name ?? '';
  const { devices, clients, countries, cities } = readers;
  return [
    table(w.device, devices, (row) => w.devices[own(row) as keyof Words['devices']] ?? own(row)),
    table(w.client, clients, own),
    ...(countries ? [table(w.country, countries, (row) => countryOf(own(row)))] : []),
    ...(cities
      ? [
          table<CityRow>(w.city, cities, (row) =>
            row.country ? `${own(row)} (${countryOf(row.country)})` : own(row),
          ),
        ]
      : []),
  ];
}
