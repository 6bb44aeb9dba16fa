import { Refused } from './provider';

/** Of what came as JSON nothing is sure: these read a value where it is what it should be, and nothing otherwise. */

export const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A text that is not empty; numbers are written out. */
export const asText = (value: unknown): string | null => {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() ? text.trim() : null;
};

/** Above this a number counts milliseconds: as seconds it would lie beyond the year 5000. */
const MILLISECONDS = 1e11;

/** A moment given as ISO 8601 or as seconds or milliseconds since 1970, also as a text. */
export function asTime(value: unknown): Date | null {
  const text = asText(value);
  if (!text) return null;
  const count = Number(text);
  const date = new Date(Number.isNaN(count) ? text : count > MILLISECONDS ? count : count * 1000);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** @throws Refused `format` */
export function readJson(body: Buffer | string): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new Refused('format');
  }
}

/** Events that come one by one or many at a time. */
export const oneOrMany = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** Words of a provider and what they mean to us. A map, so that no word meets what every object has. */
export const dictionary = <T>(words: Record<string, T>): ReadonlyMap<string, T> =>
  new Map(Object.entries(words));
