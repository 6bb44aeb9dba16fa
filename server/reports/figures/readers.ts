import type { CityRow, Readers, TraitRow } from '../../../contracts';
import { wholeShares } from './percent';

/** People whose last open or click by a program of their own looks alike: one line of the grouped query. */
export interface ReaderGroup {
  /** A provider's proxy stood between us and all that these people opened. */
  hidden: boolean;
  device: string | null;
  client: string | null;
  country: string | null;
  city: string | null;
  people: number;
}

interface Named {
  name: string;
  country: string;
}

/** Most people first, then by name; what has no name comes last. The percentages add up to 100.0. */
function rowsBy(groups: readonly ReaderGroup[], nameOf: (group: ReaderGroup) => Named | null): CityRow[] {
  const rows = new Map<string, Omit<CityRow, keyof TraitRow> & Pick<TraitRow, 'kind' | 'name' | 'count'>>();
  for (const group of groups) {
    const named = group.hidden ? null : nameOf(group);
    const kind = named ? 'named' : group.hidden ? 'hidden' : 'unknown';
    const { name, country } = named ?? { name: null, country: null };
    const key = JSON.stringify([kind, name, country]);
    const row = rows.get(key) ?? { kind, name, country, count: 0 };
    row.count += group.people;
    rows.set(key, row);
  }
  const last = ['named', 'hidden', 'unknown'];
  const sorted = [...rows.values()].sort(
    (a, b) =>
      last.indexOf(a.kind) - last.indexOf(b.kind) ||
      b.count - a.count ||
      (a.name ?? '').localeCompare(b.name ?? ''),
  );
  const all = sorted.reduce((sum, { count }) => sum + count, 0);
  const shares = wholeShares(
    sorted.map(({ count }) => count),
    all,
  );
  return sorted.map((row, index) => ({ ...row, base: all, percent: shares[index]?.percent ?? null }));
}

const plain = (rows: readonly CityRow[]): TraitRow[] => rows.map(({ country: _, ...row }) => row);

const named = (name: string | null, country = ''): Named | null => (name === null ? null : { name, country });

/** Each person counts once in each of the tables. */
export function readersOf(groups: readonly ReaderGroup[]): Readers {
  const knowsPlaces = groups.some(({ country }) => country !== null);
  return {
    count: groups.reduce((sum, { people }) => sum + people, 0),
    devices: plain(rowsBy(groups, ({ device }) => named(device))),
    clients: plain(rowsBy(groups, ({ client }) => named(client))),
    countries: knowsPlaces ? plain(rowsBy(groups, ({ country }) => named(country))) : null,
    cities: knowsPlaces ? rowsBy(groups, ({ city, country }) => named(city, country ?? '')) : null,
  };
}
