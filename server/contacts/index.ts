import type { Room } from '../lib/room';
import { contactSchema } from './contact/schema';
import { listSchema } from './list/schema';
import { models } from './models';

export const contacts: Room = {
  contentTypes: { contact: { schema: contactSchema }, list: { schema: listSchema } },
  models,
};
