import type { Instant, One, Page } from './common';

/** uploaded: mapping awaited · queued · running · done · failed (see `error`) */
export type ImportStatus = 'uploaded' | 'queued' | 'running' | 'done' | 'failed';

/** Where a column goes: a contact field, `attributes.<key>`, or null to leave it out. */
export type ImportTarget =
  'email' | 'firstName' | 'lastName' | 'fullName' | 'language' | `attributes.${string}` | null;

export interface ImportColumn {
  header: string;
  /** The first values, at most 5. */
  samples: string[];
  /** What the header suggests. */
  target: ImportTarget;
}

export interface ImportRun {
  id: number;
  fileName: string;
  format: 'csv' | 'xlsx';
  /** Only CSV: as detected. */
  encoding: 'utf-8' | 'utf-16le' | 'windows-1252' | null;
  separator: ',' | ';' | '\t' | '|' | null;
  status: ImportStatus;
  columns: ImportColumn[];
  /** Data rows without the header; blank rows are not counted. */
  totalRows: number;
  processedRows: number;
  created: number;
  updated: number;
  unchanged: number;
  /** Rows whose address stood in the file before. They are not refused: the first row wins. */
  duplicates: number;
  refused: number;
  listIds: number[];
  /** Stable code, e.g. `import-file-gone`. */
  error: string | null;
  createdAt: Instant;
  finishedAt: Instant | null;
}

/** `POST /imports` (201) — contacts.import. multipart/form-data, one part `file` (.csv, .txt, .xlsx). Reads, changes no contact. */
export type ImportResponse = One<ImportRun>;

/** `POST /imports/:id/start` (202) — contacts.import. */
export interface StartImportRequest {
  /** One target per column, in the file's order; exactly one `email`. */
  targets: ImportTarget[];
  listIds: number[];
  /** Overwrite names, language and attributes of contacts who exist already. */
  updateExisting: boolean;
  /** How these people agreed; kept in each consent record. Required with `listIds`. */
  consentNote: string;
}

/** `GET /imports` newest first and `GET /imports/:id` — contacts.import */
export type ImportsResponse = Page<ImportRun>;

/** `GET /imports/:id/refused?language=es|en` — contacts.import. CSV: row, reason (code), reason text, then the file's columns. */
export const IMPORT_REFUSALS = [
  'email-missing',
  'email-invalid',
  'value-too-long',
  'language-unknown',
] as const;
export type ImportRefusal = (typeof IMPORT_REFUSALS)[number];
