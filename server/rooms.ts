import { bounces } from './bounces';
import { campaigns } from './campaigns';
import { consent } from './consent';
import { contacts } from './contacts';
import { content } from './content';
import { delivery } from './delivery';
import { ledger } from './ledger';
import type { Room } from './lib/room';
import { pages } from './pages';
import { reports } from './reports';
import { tracking } from './tracking';

/** Lowest floor first: the order in which the rooms start; they stop in the opposite one. */
export const rooms: Room[] = [
  consent,
  contacts,
  content,
  ledger,
  bounces,
  tracking,
  delivery,
  campaigns,
  pages,
  reports,
];
