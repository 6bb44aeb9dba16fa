import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../../contracts';

type Column =
  | {
      type: 'string' | 'text' | 'json' | 'datetime' | 'integer' | 'biginteger' | 'boolean';
      required?: boolean;
      /** What the rows get that were there before the column. */
      default?: number;
    }
  | { type: 'enumeration'; enum: readonly string[]; required?: boolean };

/**
 * A high-volume table: no document columns, unique constraints, set-based access. Column names are the
 * snake_case of the keys; `id` (increments) comes by itself. No foreign keys: schema sync adds them before the
 * key they refer to, which MariaDB refuses; the room that owns a row deletes what hangs on it.
 */
export interface RawModel {
  /** kebab-case; the uid is `plugin::mail-campaigns.<name>`. */
  name: string;
  /** Full table name, `mail_campaigns_*`. */
  table: string;
  columns: Record<string, Column>;
  /** Columns in snake_case. Names are made from the table and the columns. */
  unique?: string[][];
  indexes?: string[][];
}

const toAttribute = ({ required, ...column }: Column) => {
  const { default: defaultTo, ...attribute } = { default: undefined, ...column };
  return {
    ...attribute,
    column: { ...(required && { notNullable: true }), ...(defaultTo !== undefined && { defaultTo }) },
  };
};

/** Index names stay within PostgreSQL's 63 bytes. */
const nameOf = (table: string, columns: string[], suffix: string) =>
  `${table.replace('mail_campaigns_', 'mc_')}_${columns.map((c) => c.slice(0, 12)).join('_')}_${suffix}`.slice(
    0,
    60,
  );

/**
 * Registers raw tables with Strapi's schema sync. `strapi.get('models').add` is what core itself uses for its
 * own internal tables; it is not a documented API, so this file is the only one that calls it.
 * Call it in `register()`, always and for every model: a model left out has its table dropped.
 */
export function registerModels(strapi: Core.Strapi, models: RawModel[]): void {
  const registry: { add(model: unknown): void } = strapi.get('models');
  for (const model of models) {
    registry.add({
      uid: `plugin::${PLUGIN_ID}.${model.name}`,
      singularName: model.name,
      tableName: model.table,
      attributes: {
        id: { type: 'increments' },
        ...Object.fromEntries(
          Object.entries(model.columns).map(([key, column]) => [key, toAttribute(column)]),
        ),
      },
      indexes: [
        ...(model.unique ?? []).map((columns) => ({
          name: nameOf(model.table, columns, 'uq'),
          columns,
          type: 'unique',
        })),
        ...(model.indexes ?? []).map((columns) => ({ name: nameOf(model.table, columns, 'ix'), columns })),
      ],
    });
  }
}
