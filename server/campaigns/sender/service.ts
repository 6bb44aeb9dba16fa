import type { Core } from '@strapi/strapi';

import type { Sender, SenderInput } from '../../../contracts';
import { configOf, transportsOf } from '../../config';
import { toInstant, isUniqueViolation } from '../../lib/database';
import { invalid, notFound, refused } from '../../lib/errors';
import { campaignQuery } from '../campaign/store';
import { isFreemail } from './freemail';
import { senderQuery, type SenderRow } from './store';

export interface SenderService {
  list(): Promise<Sender[]>;
  /** @throws `sender-freemail`, `sender-exists`, `transport-unknown` */
  create(input: SenderInput): Promise<Sender>;
  /** @throws as `create`, and `sender-in-use` where the address of a waiting campaign would change. */
  update(id: number, input: SenderInput): Promise<Sender>;
  /** @throws `sender-in-use` while a campaign that is scheduled, sending or paused is sent from it. */
  remove(id: number): Promise<Sender>;
}

const toSender = (row: SenderRow): Sender => ({
  id: row.id,
  fromName: row.fromName,
  fromAddress: row.fromAddress,
  replyTo: row.replyTo,
  transport: row.transport,
  createdAt: toInstant(row.createdAt) ?? '',
  updatedAt: toInstant(row.updatedAt) ?? '',
});

function assertOwnDomain(fromAddress: string): void {
  const domain = fromAddress.slice(fromAddress.lastIndexOf('@') + 1);
  if (!isFreemail(domain)) return;
  throw invalid(
    'sender-freemail',
    `Use an address of your own domain: ${domain} refuses e-mail that others send in its name.`,
    { values: { domain } },
  );
}

function assertConfigured(strapi: Core.Strapi, transport: string | null | undefined): void {
  if (transport == null || transportsOf(configOf(strapi)).has(transport)) return;
  throw invalid(
    'transport-unknown',
    `There is no mail server "${transport}" in the configuration. Choose another one.`,
    { values: { transport } },
  );
}

const exists = (fromAddress: string) =>
  invalid('sender-exists', `There is a sender with ${fromAddress} already. Change that one.`);

export const createSenderService = ({ strapi }: { strapi: Core.Strapi }): SenderService => {
  const requireSender = async (id: number): Promise<SenderRow> => {
    const row = (await senderQuery(strapi).findOne({ where: { id } })) as SenderRow | null;
    if (!row) throw notFound('sender-not-found', 'This sender no longer exists. Reload the settings.');
    return row;
  };
  const assertUnused = async ({ fromAddress }: SenderRow): Promise<void> => {
    const status = { $in: ['scheduled', 'sending', 'paused'] };
    const count = await campaignQuery(strapi).count({ where: { fromAddress, status } });
    if (count === 0) return;
    throw refused(
      'sender-in-use',
      `Wait until its campaigns are sent, or cancel them: ${count} still use this address.`,
      {
        values: { count },
      },
    );
  };
  const save = async (fromAddress: string, write: () => Promise<unknown>): Promise<Sender> => {
    try {
      return toSender((await write()) as SenderRow);
    } catch (error) {
      throw isUniqueViolation(error) ? exists(fromAddress) : error;
    }
  };
  const columnsOf = ({ fromName, fromAddress, replyTo = null, transport }: SenderInput) => ({
    fromName,
    fromAddress,
    replyTo,
    ...(transport !== undefined && { transport }),
  });

  return {
    async list() {
      const rows = (await senderQuery(strapi).findMany({ orderBy: { id: 'asc' } })) as SenderRow[];
      return rows.map(toSender);
    },
    async create(input) {
      assertOwnDomain(input.fromAddress);
      assertConfigured(strapi, input.transport);
      return save(input.fromAddress, () => senderQuery(strapi).create({ data: columnsOf(input) }));
    },
    async update(id, input) {
      const row = await requireSender(id);
      assertOwnDomain(input.fromAddress);
      assertConfigured(strapi, input.transport);
      if (row.fromAddress !== input.fromAddress) await assertUnused(row);
      return save(input.fromAddress, () =>
        senderQuery(strapi).update({ where: { id }, data: columnsOf(input) }),
      );
    },
    async remove(id) {
      const row = await requireSender(id);
      await assertUnused(row);
      await senderQuery(strapi).delete({ where: { id } });
      return toSender(row);
    },
  };
};
