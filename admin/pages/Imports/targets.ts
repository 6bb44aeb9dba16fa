import type { ImportTarget } from '../../../contracts';
import { ATTRIBUTE_KEY } from '../Contacts/contact-draft';

export const FIELD_TARGETS = ['email', 'firstName', 'lastName', 'fullName', 'language'] as const;

const PREFIX = 'attributes.';

/** The key of `attributes.<key>`, else null. */
export const attributeOf = (target: ImportTarget): string | null =>
  target?.startsWith(PREFIX) ? target.slice(PREFIX.length) : null;

export const attributeTarget = (key: string): ImportTarget => `attributes.${key}`;

/** A key out of a column's header: `Teléfono móvil` → `telefono_movil`. Empty where nothing usable is left. */
export const keyFromHeader = (header: string): string =>
  header
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40);

/** What is wrong with one column's target, as a key of the translations. */
export const targetProblem = (targets: ImportTarget[], index: number): string | undefined => {
  const target = targets[index] ?? null;
  if (target === null) return undefined;
  const key = attributeOf(target);
  if (key !== null && !ATTRIBUTE_KEY.test(key)) return 'contacts.attribute.keyInvalid';
  return targets.indexOf(target) < index ? 'imports.target.twice' : undefined;
};

/** What keeps the whole mapping from being used, as a key of the translations. */
export const mappingProblem = (targets: ImportTarget[]): string | undefined => {
  if (!targets.includes('email')) return 'imports.emailMissing';
  return targets.some((_target, index) => targetProblem(targets, index)) ? 'imports.targetsWrong' : undefined;
};
