import table from './data/status-codes.json';
import { isRefusalReason, type RefusalReason } from './reasons';

export interface StatusMeaning {
  reason: RefusalReason;
  /** Servers give this code for all kinds of things: what the words say comes first. */
  vague: boolean;
}

const CODES = new Map<string, StatusMeaning>(
  Object.entries(table as Record<string, { reason: string; vague?: boolean }>).map(
    ([code, { reason, vague = false }]) => {
      if (!isRefusalReason(reason)) throw new Error(`status-codes.json: ${code} has no reason ${reason}`);
      return [code, { reason, vague }];
    },
  ),
);

/** By subject alone, for details that no registry knows, e.g. 5.7.515 of Microsoft. */
const SUBJECTS: Record<string, StatusMeaning> = {
  '1': { reason: 'undefined', vague: true },
  '2': { reason: 'filtered', vague: true },
  '3': { reason: 'system', vague: true },
  '4': { reason: 'network', vague: true },
  '5': { reason: 'undefined', vague: true },
  '6': { reason: 'content', vague: true },
  '7': { reason: 'policy', vague: true },
};

/**
 * An enhanced status code (RFC 3463 §2) behind a reply code or a mark, or at the start of a line: octets of addresses
 * and versions of programs look alike.
 */
const MARKED =
  /(?:^|[45]\d\d[- ]|[#(<[;:'"=>]|status|code|error)[ \t]*#?([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/im;
const BEHIND_REPLY = /[245]\d\d[- ]#?([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/;

/** The first enhanced status code in a text; one behind a reply code before all others. */
export const findStatus = (text: string): string | null =>
  BEHIND_REPLY.exec(text)?.[1] ?? MARKED.exec(text)?.[1] ?? null;

/** What a code means, by subject and detail; null for `x.0.0` of an unknown subject. */
export function meaningOf(status: string): StatusMeaning | null {
  const [, subject = '', detail = ''] = status.split('.');
  return CODES.get(`${Number(subject)}.${Number(detail)}`) ?? SUBJECTS[subject] ?? null;
}

/** The more telling of two codes: one that decides, then one that says anything at all. The first wins a draw. */
export function moreTelling(one: string | null, other: string | null): string | null {
  if (!one || !other) return one ?? other;
  return worth(other) > worth(one) ? other : one;
}

/** The code says what was wrong, if only by its subject. */
export const isTelling = (status: string): boolean => worth(status) > 1;

function worth(status: string): number {
  const meaning = meaningOf(status);
  if (!meaning || /\.0\.0$/.test(status)) return 0;
  if (!meaning.vague) return 3;
  return meaning.reason === 'undefined' ? 1 : 2;
}
