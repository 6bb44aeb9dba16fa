import { useState } from 'react';
import { Button, Flex, Grid, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { CityRow, Readers, TraitRow } from '../../../contracts';
import { useFormat } from '../../hooks/useFormat';
import { useT } from '../../hooks/useT';
import { Section } from '../Campaigns/Section';

const SHOWN_AT_FIRST = 10;

/** By what the people who opened or clicked read, and where. */
export const ReadersSection = ({ readers }: { readers: Readers }) => {
  const t = useT();
  const { locale } = useIntl();
  const { devices, clients, countries, cities } = readers;
  const regions = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
  const regionOf = (code: string) => regions.of(code) ?? code;
  const city = ({ name, country }: CityRow) => `${name}${country ? ` (${regionOf(country)})` : ''}`;
  if (readers.count === 0) {
    return (
      <Section title={t('reports.readers.title')}>
        <Typography textColor="neutral600">{t('reports.readers.none')}</Typography>
      </Section>
    );
  }
  return (
    <Section title={t('reports.readers.title')} hint={t('reports.readers.hint')}>
      <Grid.Root gap={6}>
        <TraitTable head="device" rows={devices} nameOf={({ name }) => t(`reports.readers.device.${name}`)} />
        <TraitTable head="client" rows={clients} nameOf={({ name }) => name} />
        {countries && (
          <TraitTable head="country" rows={countries} nameOf={({ name }) => name && regionOf(name)} />
        )}
        {cities && <TraitTable head="city" rows={cities} nameOf={city} />}
      </Grid.Root>
      <Typography variant="pi" textColor="neutral600">
        {t('reports.readers.proxies')}
      </Typography>
      {!countries && (
        <Typography variant="pi" textColor="neutral600">
          {t('reports.readers.no-places')}
        </Typography>
      )}
    </Section>
  );
};

interface TraitTableProps<R extends TraitRow> {
  head: 'device' | 'client' | 'country' | 'city';
  rows: readonly R[];
  nameOf: (row: R) => string | null;
}

const TraitTable = <R extends TraitRow>({ head, rows, nameOf }: TraitTableProps<R>) => {
  const t = useT();
  const format = useFormat();
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? rows : rows.slice(0, SHOWN_AT_FIRST);
  const heads = [t(`reports.readers.${head}`), t('reports.readers.people'), t('reports.readers.share')];
  return (
    <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
      <Table colCount={heads.length} rowCount={shown.length + 1}>
        <Thead>
          <Tr>
            {heads.map((name) => (
              <Th key={name}>
                <Typography variant="sigma">{name}</Typography>
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {shown.map((row, index) => (
            <Tr key={index}>
              <Td>
                <Typography textColor={row.kind === 'named' ? 'neutral800' : 'neutral600'}>
                  {row.kind === 'named' ? nameOf(row) : t(`reports.readers.${row.kind}`)}
                </Typography>
              </Td>
              <Td>
                <Typography>{format.number(row.count)}</Typography>
              </Td>
              <Td>
                <Typography>{format.percent(row.percent)}</Typography>
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {rows.length > shown.length && (
        <Flex justifyContent="center" paddingTop={4}>
          <Button variant="tertiary" onClick={() => setShowsAll(true)}>
            {t('reports.readers.more', { count: rows.length })}
          </Button>
        </Flex>
      )}
    </Grid.Item>
  );
};
