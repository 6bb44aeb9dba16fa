import type { ImportTarget } from '../../../contracts';
import { parseAddress } from '../../lib/address';
import { ATTRIBUTE_KEY, MAX_ATTRIBUTES } from '../contact/input';
import { fault } from './errors';

type Field = Exclude<ImportTarget, null | `attributes.${string}`>;

/** Headers in Spanish and English, folded. The first column that fits gets the field. */
const HEADERS: Record<Field, RegExp> = {
  email:
    /^(e ?mail|mail|correo|correo e|(direccion (de )?)?correo electronico|direccion de correo|e ?mail address|direccion electronica)s?$/,
  firstName: /^(primer )?nombres?$|^(first|given) ?name$/,
  lastName: /^(primer )?apellidos?$|^(last|family) ?name$|^surname$/,
  fullName:
    /^nombres? completos?$|^nombres? y apellidos?$|^apellidos? y nombres?$|^full ?name$|^name$|^contacto$/,
  language: /^idiomas?( preferido)?$|^lengua$|^(preferred )?lang(uage)?$/,
};
/** Columns of the plugin's own export that an import does not set. */
const OWN = /^(suppression|tracking|createdat|updatedat)$|^list:/i;

const fold = (header: string): string =>
  header
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const attributeKeyOf = (header: string): string => {
  const own = /^attributes\.(.+)$/.exec(header)?.[1];
  if (own && ATTRIBUTE_KEY.test(own)) return own;
  const key = fold(header).replaceAll(' ', '_');
  return (/^[a-z]/.test(key) ? key : `c_${key}`).slice(0, 40);
};

/** What the headers suggest; columns without a name are left out. */
export function guessTargets(headers: readonly string[]): ImportTarget[] {
  const taken = new Set<string>();
  const take = (target: NonNullable<ImportTarget>): ImportTarget => {
    if (taken.has(target)) return null;
    taken.add(target);
    return target;
  };
  const fields = Object.entries(HEADERS) as [Field, RegExp][];
  let attributes = 0;
  return headers.map((header) => {
    const folded = fold(header);
    if (folded === '' || OWN.test(header)) return null;
    const field = fields.find(([name, pattern]) => pattern.test(folded) || folded === name.toLowerCase());
    if (field) return take(field[0]);
    attributes += 1;
    return attributes > MAX_ATTRIBUTES ? null : take(`attributes.${attributeKeyOf(header)}`);
  });
}

/** A first row that holds an address is a person, not a header. */
export const isHeader = (cells: readonly string[]): boolean => !cells.some((cell) => parseAddress(cell));

/** @throws ApplicationError `import-targets-mismatch`, `import-no-email-column`, `import-target-twice` */
export function checkTargets(targets: readonly ImportTarget[], columns: number): void {
  if (targets.length !== columns) throw fault('import-targets-mismatch');
  if (targets.filter((target) => target === 'email').length !== 1) throw fault('import-no-email-column');
  const used = targets.filter((target) => target !== null);
  if (new Set(used).size !== used.length) throw fault('import-target-twice');
}
