import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces';

import { MUTED, RULE, type Palette } from './palette';

/** @param subRows indexes of rows that belong to the one above and have no line between. */
export const layout = (
  palette: Palette,
  padding: number,
  subRows = new Set<number>(),
): CustomTableLayout => ({
  hLineWidth: (i, node) => {
    if (i === (node.table.headerRows ?? 0)) return 1;
    return i === 0 || subRows.has(i) ? 0 : 0.5;
  },
  vLineWidth: () => 0,
  hLineColor: (i, node) => (i === (node.table.headerRows ?? 0) ? palette.strong : RULE),
  paddingLeft: () => padding,
  paddingRight: () => padding,
  paddingTop: (i) => (subRows.has(i) ? 0.5 : 3),
  paddingBottom: (i) => (subRows.has(i) || subRows.has(i + 1) ? 1.5 : 3),
});

/** Room above a section. */
export const SECTION: [number, number, number, number] = [0, 18, 0, 0];

export const title = (text: string, section?: string): Content => ({
  text: section ? [{ text: `${section}  `, color: MUTED }, text] : text,
  fontSize: 14,
  bold: true,
  margin: [0, 0, 0, 8],
});

export const note = (text: string): Content => ({ text, fontSize: 7.5, color: MUTED, margin: [0, 3, 0, 0] });

export const head = (
  text: string,
  palette: Palette,
  alignment: 'left' | 'right' = 'right',
  fontSize = 8,
): TableCell => ({
  text,
  fontSize,
  bold: true,
  color: palette.strong,
  alignment,
});

export const right = (text: string, extra: object = {}): TableCell => ({
  text,
  fontSize: 9,
  alignment: 'right',
  ...extra,
});
