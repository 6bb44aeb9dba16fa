import { DesignSystemProvider } from '@strapi/design-system';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IntlProvider } from 'react-intl';

import type { CityRow, Readers, TraitRow } from '../../../contracts';
import { translationsOf } from '../../translations';
import { ReadersSection } from './ReadersSection';

const row = (name: string | null, count: number, kind: TraitRow['kind'] = 'named'): TraitRow => ({
  ...{ kind, name, count },
  ...{ base: 20, percent: count * 5 },
});
const city = (name: string, country: string, count: number): CityRow => ({ ...row(name, count), country });

const readers: Readers = {
  count: 20,
  devices: [row('phone', 12), row(null, 6, 'hidden'), row(null, 2, 'unknown')],
  clients: Array.from({ length: 12 }, (_, index) => row(`Program ${index + 1}`, 1)),
  countries: null,
  cities: null,
};

const show = (given: Readers, locale: 'es' | 'en' = 'en') =>
  render(
    <IntlProvider locale={locale} messages={translationsOf(locale)} onError={() => undefined}>
      <DesignSystemProvider locale={locale}>
        <ReadersSection readers={given} />
      </DesignSystemProvider>
    </IntlProvider>,
  );
const cells = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .slice(1)
    .map((line) =>
      within(line)
        .getAllByRole('gridcell')
        .map(({ textContent }) => textContent),
    );

test('names what is known, and what is hidden or unknown comes last', async () => {
  show(readers);
  const [devices, clients] = screen.getAllByRole('grid') as [HTMLElement, HTMLElement];
  expect(cells(devices)).toEqual([
    ['Phone', '12', '60.0%'],
    ['Hidden by the mailbox provider', '6', '30.0%'],
    ['Unknown', '2', '10.0%'],
  ]);
  expect(cells(clients)).toHaveLength(10);
  await userEvent.click(screen.getByRole('button', { name: 'Show all 12 rows' }));
  expect(cells(clients)).toHaveLength(12);
  expect(screen.getByText(/tracking\.geoFile/)).toBeTruthy();
});

test('countries and cities are named in the reader’s language', () => {
  show({ ...readers, countries: [row('ES', 20)], cities: [city('Sevilla', 'ES', 20)] }, 'es');
  const tables = screen.getAllByRole('grid').map(cells);
  expect(tables[2]?.[0]?.[0]).toBe('España');
  expect(tables[3]?.[0]?.[0]).toBe('Sevilla (España)');
  expect(screen.queryByText(/tracking\.geoFile/)).toBeNull();
});

test('says so where nobody has opened', () => {
  show({ count: 0, devices: [], clients: [], countries: null, cities: null });
  expect(screen.getByText('Nobody has opened the e-mail yet.')).toBeTruthy();
  expect(screen.queryByRole('grid')).toBeNull();
});
