import { useMemo, useState } from 'react';
import {
  Box,
  Button,
  Flex,
  IconButton,
  Searchbar,
  SearchForm,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  Typography,
} from '@strapi/design-system';
import { CaretDown, CaretUp } from '@strapi/icons';
import { styled } from 'styled-components';

import { MEASURE_KEYS, type DomainRow, type Figure } from '../../../contracts';
import { useFormat } from '../../hooks/useFormat';
import { useT } from '../../hooks/useT';
import { Section } from '../Campaigns/Section';
import { nextSort, sortDomains, type DomainColumn, type DomainSort } from './domainRows';

/** The column that is not in use says faintly that it can be. */
const Sign = styled.span<{ $isFaint: boolean }>`
  display: inline-flex;
  opacity: ${({ $isFaint }) => ($isFaint ? 0.35 : 1)};
`;

/** Thirteen columns: heads break into lines, and the domain stays in sight while the others are scrolled. */
const WideTable = styled.div`
  th {
    white-space: normal;
    vertical-align: bottom;
    padding-block: 0.8rem;
  }
  td,
  th {
    padding-inline: 0.6rem;
  }
  tr > :first-child {
    position: sticky;
    left: 0;
    z-index: 1;
    background: ${({ theme }) => theme.colors.neutral0};
  }
`;

const COLUMNS: DomainColumn[] = ['domain', 'recipients', 'sent', ...MEASURE_KEYS];
const SHOWN_AT_FIRST = 15;

/** 6.2.11: every measure per recipient domain. */
export const DomainsSection = ({ domains }: { domains: DomainRow[] }) => {
  const t = useT();
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<DomainSort>({ column: 'recipients', descending: true });
  const [showsAll, setShowsAll] = useState(false);
  const rows = useMemo(() => sortDomains(domains, search, sort), [domains, search, sort]);
  const shown = showsAll ? rows : rows.slice(0, SHOWN_AT_FIRST);

  if (domains.length === 0) {
    return (
      <Section title={t('reports.domains.title')}>
        <Typography textColor="neutral600">{t('reports.domains.empty')}</Typography>
      </Section>
    );
  }
  return (
    <Section
      title={t('reports.domains.title')}
      hint={t('reports.domains.hint')}
      action={domains.length > SHOWN_AT_FIRST && <DomainSearch value={search} onChange={setSearch} />}
    >
      <WideTable>
        <Table colCount={COLUMNS.length} rowCount={shown.length + 1}>
          <Thead>
            <Tr>
              {COLUMNS.map((column) => (
                <SortableTh key={column} column={column} sort={sort} onSort={setSort} />
              ))}
            </Tr>
          </Thead>
          <Tbody>
            {shown.map((row) => (
              <Row key={row.domain} row={row} />
            ))}
          </Tbody>
        </Table>
      </WideTable>
      {rows.length === 0 && <Typography textColor="neutral600">{t('reports.domains.none')}</Typography>}
      {rows.length > shown.length && (
        <Flex justifyContent="center">
          <Button variant="tertiary" onClick={() => setShowsAll(true)}>
            {t('reports.domains.more', { count: rows.length })}
          </Button>
        </Flex>
      )}
    </Section>
  );
};

const DomainSearch = ({ value, onChange }: { value: string; onChange: (value: string) => void }) => {
  const t = useT();
  const label = t('reports.domains.search');
  return (
    <SearchForm onSubmit={(event: React.FormEvent) => event.preventDefault()}>
      <Searchbar
        name="domain"
        size="S"
        value={value}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
        onClear={() => onChange('')}
        clearLabel={t('common.clear')}
        placeholder={label}
      >
        {label}
      </Searchbar>
    </SearchForm>
  );
};

interface SortableThProps {
  column: DomainColumn;
  sort: DomainSort;
  onSort: (sort: DomainSort) => void;
}

const useColumnName = () => {
  const t = useT();
  return (column: DomainColumn): string => {
    if (column === 'domain') return t('reports.domains.domain');
    return column === 'recipients' || column === 'sent'
      ? t(`reports.ledger.${column}`)
      : t(`reports.measure.${column}`);
  };
};

const SortableTh = ({ column, sort, onSort }: SortableThProps) => {
  const t = useT();
  const name = useColumnName()(column);
  const isSorted = sort.column === column;
  const descending = isSorted ? sort.descending : column !== 'domain';
  return (
    <Th
      aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
      action={
        <IconButton
          variant="ghost"
          size="XS"
          label={t('reports.domains.sort', { column: name })}
          onClick={() => onSort(nextSort(sort, column))}
        >
          <Sign $isFaint={!isSorted}>{descending ? <CaretDown /> : <CaretUp />}</Sign>
        </IconButton>
      }
    >
      <Typography variant="sigma">{name}</Typography>
    </Th>
  );
};

const Row = ({ row }: { row: DomainRow }) => {
  const format = useFormat();
  return (
    <Tr>
      <Td>
        <Box maxWidth="24rem">
          <Typography fontWeight="semiBold" ellipsis>
            {row.domain}
          </Typography>
        </Box>
      </Td>
      <Td>
        <Typography>{format.number(row.recipients)}</Typography>
      </Td>
      <Td>
        <Typography>{format.number(row.sent)}</Typography>
      </Td>
      {MEASURE_KEYS.map((key) => (
        <Td key={key}>
          <FigureStack figure={row.measures[key]} />
        </Td>
      ))}
    </Tr>
  );
};

const FigureStack = ({ figure }: { figure: Figure }) => {
  const format = useFormat();
  return (
    <Flex direction="column" alignItems="flex-start">
      <Typography textColor={figure.count ? 'neutral800' : 'neutral500'}>
        {format.percent(figure.percent)}
      </Typography>
      <Typography variant="pi" textColor="neutral600">
        {format.number(figure.count)}
      </Typography>
    </Flex>
  );
};
