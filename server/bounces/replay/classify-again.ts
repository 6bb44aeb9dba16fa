import type { Core } from '@strapi/strapi';

import type { ClassifyAgainResponse } from '../../../contracts';
import { ledgerOf } from '../../ledger';
import {
  afterCommit,
  chunk,
  joinTransaction,
  table,
  toCount,
  toDate,
  type Transaction,
} from '../../lib/database';
import type { Watch } from '../alarms/watch';
import type { Feedback } from '../feedback/feedback';
import { match, readNamed, type Judged } from '../feedback/match';
import { receive } from '../feedback/receive';
import { fitting, UNREAD, verdictColumns } from '../feedback/store';
import { follow } from '../policy/follow';
import type { Matched } from '../policy/matched';
import { FEEDBACK } from '../tables';
import { correctLedger, liftUnproven } from './correct';
import { OLD_COLUMNS, partOf, readAgain, type OldRow, type Readers } from './read-again';

export type ClassifiedAgain = ClassifyAgainResponse['data'];

/** Rows read at once, each with its evidence. */
const AT_ONCE = 100;
/** What is read in one call of `all`. */
export const STEP = 200;

type Counts = Pick<ClassifiedAgain, 'looked' | 'changed' | 'matched' | 'unread'>;

interface Parts {
  readers: Readers;
  watch: Pick<Watch, 'note'>;
}

/** A row and what its evidence says now. */
interface Again {
  row: OldRow;
  item: Feedback;
}

const open = (strapi: Core.Strapi, afterId: number) =>
  table(strapi, FEEDBACK).whereIn('state', ['unmatched', 'poison']).where('id', '>', afterId);

/**
 * Reads stored evidence again by the rules of today and sets right what followed from it: the ledger with its figures,
 * suppressions, who has left. Doing it twice changes nothing.
 * @param selection rows by id; or the next step of all that is unmatched or was not readable.
 */
export async function classifyAgain(
  strapi: Core.Strapi,
  parts: Parts,
  selection: { ids: readonly number[] } | { afterId: number },
): Promise<ClassifiedAgain> {
  const ids =
    'ids' in selection
      ? [...new Set(selection.ids)].sort((a, b) => a - b)
      : ((await open(strapi, selection.afterId).orderBy('id').limit(STEP).pluck('id')) as number[]);
  const counts: Counts = { looked: 0, changed: 0, matched: 0, unread: 0 };
  for (const batch of chunk(ids, AT_ONCE)) await lookAt(strapi, parts, batch, counts);
  const lastId = ids.at(-1) ?? null;
  return { ...counts, lastId, left: 'ids' in selection ? 0 : await leftAfter(strapi, lastId) };
}

async function leftAfter(strapi: Core.Strapi, lastId: number | null): Promise<number> {
  if (lastId === null) return 0;
  const [{ left }] = (await open(strapi, lastId).count({ left: '*' })) as [{ left: unknown }];
  return toCount(left);
}

async function lookAt(
  strapi: Core.Strapi,
  parts: Parts,
  ids: readonly number[],
  counts: Counts,
): Promise<void> {
  const rows = await table(strapi, FEEDBACK)
    .whereIn('id', [...ids])
    .orderBy('id')
    .select<OldRow[]>(...OLD_COLUMNS);
  const again: Again[] = [];
  for (const row of rows) {
    counts.looked += 1;
    const items = await readAgain(parts.readers, row);
    const isPoison = row.rule === UNREAD;
    const item = items && !isPoison ? partOf(strapi, row, items) : null;
    if (item) again.push({ row, item: fitting(item) });
    else if (items && isPoison) await readPoison(strapi, parts, row, items, counts);
    else counts.unread += 1;
  }
  if (again.length > 0) await apply(strapi, parts, again, counts);
}

/** What could not be read when it came, and can now: it comes in as if for the first time. */
async function readPoison(
  strapi: Core.Strapi,
  { watch }: Parts,
  row: OldRow,
  items: readonly Feedback[],
  counts: Counts,
): Promise<void> {
  const { matched } = await joinTransaction(strapi, undefined, async (trx) => {
    await table(strapi, FEEDBACK, trx).where({ id: row.id }).del();
    return receive(strapi, watch, items, trx);
  });
  counts.changed += 1;
  if (matched > 0) counts.matched += 1;
}

async function apply(
  strapi: Core.Strapi,
  { watch }: Parts,
  again: readonly Again[],
  counts: Counts,
): Promise<void> {
  const { changed, matched } = await joinTransaction(strapi, undefined, async (trx) => {
    const verdicts = await judge(strapi, again, trx);
    const changes = verdicts.filter(({ row, now }) => differs(row, now));
    const concerned = changes.flatMap(({ row, now }) => [row.delivery_id, now.row?.id ?? null]);
    const deliveries = [...new Set(concerned.filter((id) => id !== null))];
    await ledgerOf(strapi).holdRows(deliveries, trx);
    for (const { row, now } of changes) {
      await table(strapi, FEEDBACK, trx).where({ id: row.id }).update(verdictColumns(now));
    }
    await liftUnproven(
      strapi,
      changes.flatMap(({ row }) => row.delivery_id ?? []),
      trx,
    );
    const news = changes.filter(({ row, now }) => isNews(row, now)).flatMap(toMatched);
    await follow(strapi, news, trx);
    await correctLedger(strapi, deliveries, trx);
    // Blocks of long ago slow nobody down.
    const complaints = news.filter(({ item }) => item.class === 'complaint');
    await afterCommit(strapi, () => watch.note(complaints));
    return {
      changed: changes.length,
      matched: changes.filter(({ row, now }) => row.delivery_id === null && now.row !== null).length,
    };
  });
  counts.changed += changed;
  counts.matched += matched;
}

/** Whom it concerns now. A recipient who is known stays known: the relay's own answer has no key to be found by again. */
async function judge(strapi: Core.Strapi, again: readonly Again[], trx: Transaction) {
  const found = await match(
    strapi,
    again.map(({ item }) => item),
    trx,
  );
  const known = await ledgerOf(strapi).sentRows(
    again.flatMap(({ row }) => row.delivery_id ?? []),
    trx,
  );
  return again.map(({ row }, index) => {
    const now = found[index] as Judged;
    const before = known.get(row.delivery_id ?? 0);
    const named = now.named ?? readNamed(strapi, row.address);
    if (!before || now.row) return { row, now: { ...now, named } };
    return { row, now: { ...now, named, row: before, matchedBy: row.matched_by, why: null } };
  });
}

/**
 * Only what says something new brings about something: a complaint that is still one must not throw out a person who
 * asked for e-mails again since.
 */
const isNews = (row: OldRow, now: Judged): boolean =>
  row.class !== now.item.class || row.delivery_id !== (now.row?.id ?? null);

const toMatched = ({ row, now }: { row: OldRow; now: Judged }): Matched[] =>
  now.row ? [{ ...now, row: now.row, id: row.id, receivedAt: toDate(row.received_at) as Date }] : [];

const differs = (row: OldRow, { item, row: recipient }: Judged): boolean =>
  row.class !== item.class ||
  row.reason !== item.reason ||
  row.status !== item.status ||
  row.rule !== item.rule ||
  row.delivery_id !== (recipient?.id ?? null);
