/** The result of a row, as people and programs read it. */
import { bold, green, red, say } from '../scripts/lib/terminal.mjs';

/** @returns `{id, value, baseline, ratio, required, ok, unit, note}` */
export function resultOf({ id, required, atMost }, measured) {
  const { value, baseline, unit, note } = measured;
  const ratio = value / baseline;
  const ok = measured.ok ?? (atMost ? ratio <= required : ratio >= required);
  return {
    id,
    value: rounded(value),
    baseline: rounded(baseline),
    ratio: rounded(ratio),
    required,
    ok,
    unit,
    note,
  };
}

/** @param why the row has no figures */
export const resultWithout = ({ id, required }, why) => ({
  id,
  value: null,
  baseline: null,
  ratio: null,
  required,
  ok: false,
  unit: '',
  note: why,
});

const rounded = (number) => Number(number.toPrecision(4));

const COLUMNS = [
  ['ratio', ({ ratio }) => (ratio === null ? '–' : `${ratio.toFixed(2)}×`)],
  ['required', (result, row) => `${row.atMost ? '≤' : '≥'} ${result.required}`],
  ['', ({ ok }) => (ok ? 'ok' : 'miss')],
  ['id', ({ id }) => id],
  ['value', ({ value, unit }) => (value === null ? '–' : `${value} ${unit}`)],
  ['baseline', ({ baseline, unit }) => (baseline === null ? '–' : `${baseline} ${unit}`)],
  ['what', (_result, { title, beside }) => `${title} · beside: ${beside}`],
];

/** Ratios first. */
export function printTable(results, rows) {
  const lines = results.map((result) => {
    const row = rows.find(({ id }) => id === result.id);
    return COLUMNS.map(([, show]) => show(result, row));
  });
  const heads = COLUMNS.map(([head]) => head);
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...lines.map((line) => line[column].length)),
  );
  const format = (line) => line.map((cell, column) => cell.padEnd(widths[column])).join('  ');
  say();
  say(bold(format(heads)));
  lines.forEach((line, index) => {
    const { ok, note } = results[index];
    say((ok ? green : red)(format(line)));
    if (note) say(`    ${note}`);
  });
}
