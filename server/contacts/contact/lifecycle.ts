import type { Core } from '@strapi/strapi';

import { consentOf } from '../../consent';
import { parseAddress } from '../../lib/address';
import { invalid } from '../../lib/errors';
import { parse } from '../../lib/validate';
import { foldedNames } from './fold';
import { attributesSchema } from './input';

export const CONTACT_UID = 'plugin::mail-campaigns.contact';

/** @throws ValidationError `email-invalid` */
export function requireAddress(input: unknown): { address: string; domain: string } {
  const parsed = typeof input === 'string' ? parseAddress(input) : null;
  if (parsed) return parsed;
  throw invalid('email-invalid', 'Enter one e-mail address, such as ana.rojas@example.org.');
}

/** @throws ValidationError `email-taken` */
export const emailTaken = () =>
  invalid('email-taken', 'Open the contact who has this e-mail address already, or enter another address.');

/** What follows from an address: the columns that nobody writes by hand. */
export const addressColumns = (strapi: Core.Strapi, input: unknown) => {
  const { address, domain } = requireAddress(input);
  return { email: address, emailHash: consentOf(strapi).addressHash(address), domain };
};

type Found = { id: number } | null;

interface WriteEvent {
  params: { data: Record<string, unknown>; where?: object };
}

/**
 * Keeps every contact's address normalised with its hash and domain, and the names folded for searches, whoever writes: admin API, Content Manager,
 * another plugin. Raw SQL passes by; in this room it takes `addressColumns` itself.
 */
export function guardContacts(strapi: Core.Strapi): void {
  const contacts = () => strapi.db.query(CONTACT_UID);

  const normalise = (data: Record<string, unknown>): void => {
    delete data.emailHash;
    delete data.domain;
    // A choice without its consent record would be no proof.
    delete data.tracking;
    Object.assign(data, foldedNames(data));
    if (data.email !== undefined) Object.assign(data, addressColumns(strapi, data.email));
    if (data.attributes !== undefined && data.attributes !== null) parse(attributesSchema, data.attributes);
  };

  const refuseTaken = async (email: unknown, where?: object): Promise<void> => {
    if (email === undefined) return;
    const other = (await contacts().findOne({ where: { email }, select: ['id'] })) as Found;
    if (!other) return;
    const own = where ? ((await contacts().findOne({ where, select: ['id'] })) as Found) : null;
    if (other.id !== own?.id) throw emailTaken();
  };

  strapi.db.lifecycles.subscribe({
    models: [CONTACT_UID],
    async beforeCreate({ params }) {
      const { data } = params as WriteEvent['params'];
      data.email ??= null;
      normalise(data);
      await refuseTaken(data.email);
    },
    async beforeUpdate({ params }) {
      const { data, where } = params as WriteEvent['params'];
      normalise(data);
      await refuseTaken(data.email, where);
    },
    beforeCreateMany({ params }) {
      for (const data of params.data as Record<string, unknown>[]) {
        data.email ??= null;
        normalise(data);
      }
    },
    beforeUpdateMany({ params }) {
      normalise(params.data as Record<string, unknown>);
    },
  });
}
