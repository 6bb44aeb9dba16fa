import { refused } from '../../lib/errors';

/** Why a file cannot be imported, with what to do about it. */
const MESSAGES = {
  'import-empty': 'Choose a file with at least one row below its header.',
  'import-no-header': 'Add a first row with the names of the columns, e.g. “correo” and “nombre”.',
  'import-format-unknown':
    'Choose a CSV or an Excel file (.xlsx). Save older Excel files (.xls) as .xlsx first.',
  'import-encoding-unknown': 'Save the file as CSV in UTF-8, or as .xlsx: its text cannot be read.',
  'import-line-too-long':
    'Check the quotes of the file: one of its rows is longer than a million characters.',
  'import-csv-broken': 'Check the quotes of the file, or save it as .xlsx: its rows cannot be told apart.',
  'import-too-many-rows': 'Split the file: it has more rows than one import accepts.',
  'import-too-many-columns': 'Remove columns: one import accepts at most 200.',
  'import-no-email-column': 'Choose exactly one column for the e-mail address.',
  'import-target-twice': 'Choose a different place for each column: two go to the same one.',
  'import-targets-mismatch': 'Choose a place, or none, for each column of the file.',
  'import-already-started':
    'Upload the file again to import it a second time: this import was started already.',
  'import-file-gone': 'Upload the file again: it is not on the server any more.',
} as const;

export type ImportFault = keyof typeof MESSAGES;

/** An ApplicationError (400) with its code. */
export const fault = (code: ImportFault, values?: Record<string, number>) =>
  refused(code, MESSAGES[code], values ? { values } : {});
