import type { Readable } from 'node:stream';

import type { Core } from '@strapi/strapi';

import type { ImportRefusal, Language } from '../../../contracts';
import { BATCH, table, toJson } from '../../lib/database';
import { csvStream } from '../csv';
import { IMPORT_ROWS } from '../tables';
import { columnsOf, type RunRow } from './runs';

const WORDS: Record<Language, { headers: [string, string, string]; reasons: Record<ImportRefusal, string> }> =
  {
    es: {
      headers: ['Fila', 'Código', 'Motivo'],
      reasons: {
        'email-missing': 'Escriba la dirección de correo: la fila no tiene ninguna.',
        'email-invalid': 'Corrija la dirección de correo: no es válida.',
        'value-too-long': 'Acorte los nombres a 200 caracteres y los demás datos a 1.000.',
        'language-unknown': 'Escriba «es» o «en» como idioma, o deje la celda vacía.',
      },
    },
    en: {
      headers: ['Row', 'Code', 'Reason'],
      reasons: {
        'email-missing': 'Enter the e-mail address: the row has none.',
        'email-invalid': 'Correct the e-mail address: it is not valid.',
        'value-too-long': 'Shorten names to 200 characters and other values to 1,000.',
        'language-unknown': 'Enter “es” or “en” as the language, or leave the cell empty.',
      },
    },
  };

interface RefusedRow {
  rowNumber: number;
  reason: ImportRefusal;
  cells: unknown;
}

/** The rows that a run refused so far, with the reason in words, to be mended and imported again. */
export function refusedRows(strapi: Core.Strapi, run: RunRow, language: Language): Readable {
  const { headers, reasons } = WORDS[language];
  const columns = columnsOf(run).map(({ header }) => header);
  async function* pages() {
    for (let last = 0; ;) {
      const rows: RefusedRow[] = await table(strapi, IMPORT_ROWS)
        .where({ run_id: run.id })
        .where('row_number', '>', last)
        .orderBy('row_number')
        .limit(BATCH)
        .select('row_number as rowNumber', 'reason', 'cells');
      if (rows.length === 0) return;
      yield rows.map(({ rowNumber, reason, cells }) => {
        const values = toJson<string[]>(cells) ?? [];
        return [rowNumber, reason, reasons[reason], ...columns.map((_, index) => values[index] ?? '')];
      });
      last = (rows.at(-1) as RefusedRow).rowNumber;
    }
  }
  return csvStream([...headers, ...columns], pages(), run.separator === ',' ? ',' : ';');
}
