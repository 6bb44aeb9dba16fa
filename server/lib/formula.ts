/** What spreadsheets run: OWASP, "CSV Injection"; also after blanks, and in full width. */
const RUNS = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

const isFormula = (text: string): boolean => RUNS.test(text.replace(/^'+/, ''));

/**
 * Text for a cell of a CSV file: what a spreadsheet would run gets an apostrophe in front, which it shows as text. So does
 * what has one already, or `restored` could not tell ours.
 */
export const neutralised = (text: string): string => (isFormula(text) ? `'${text}` : text);

/** A cell as it was before `neutralised`; other texts stay as they are. */
export const restored = (text: string): string =>
  text.startsWith("'") && isFormula(text) ? text.slice(1) : text;
