import type { Language, Report } from '../../../contracts';
import type { Format } from '../format';
import type { Words } from '../words';
import type { Palette } from './palette';

/** What every part of the document is made from. */
export interface PdfContext {
  report: Report;
  language: Language;
  w: Words;
  format: Format;
  palette: Palette;
  /** Points between the margins. */
  width: number;
}
