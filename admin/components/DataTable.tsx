import type { ReactNode } from 'react';
import { Table } from '@strapi/strapi/admin';

interface Props<Row extends { id: number }> {
  columns: { name: string; label: string; sortable?: boolean }[];
  rows: Row[];
  isLoading?: boolean;
  /** The cells of a row. */
  cells: (row: Row) => ReactNode;
  /** What a click anywhere on a row does; a link or button in a cell does the same for the keyboard. */
  onOpen?: (row: Row) => void;
  /** Without it rows cannot be selected. */
  selection?: { selected: Row[]; onChange: (selected: Row[]) => void } | undefined;
}

/** A list as a table: heads that sort, rows to open or to select. */
export const DataTable = <Row extends { id: number }>({
  columns,
  rows,
  isLoading = false,
  cells,
  onOpen,
  selection,
}: Props<Row>) => {
  const headers = columns.map((column) => ({ sortable: false, ...column }));
  return (
    <Table.Root
      rows={rows}
      headers={headers}
      isLoading={isLoading}
      {...(selection && {
        selectedRows: selection.selected,
        onSelectedRowsChange: (selected) => selection.onChange(selected as Row[]),
      })}
    >
      <Table.Content>
        <Table.Head>
          {selection && <Table.HeaderCheckboxCell />}
          {headers.map((header) => (
            <Table.HeaderCell key={header.name} {...header} />
          ))}
        </Table.Head>
        <Table.Loading />
        <Table.Body>
          {rows.map((row) => (
            <Table.Row key={row.id} {...(onOpen && { cursor: 'pointer', onClick: () => onOpen(row) })}>
              {selection && <Table.CheckboxCell id={row.id} />}
              {cells(row)}
            </Table.Row>
          ))}
        </Table.Body>
      </Table.Content>
    </Table.Root>
  );
};
