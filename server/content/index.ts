import type { Room } from '../lib/room';
import { templateSchema } from './template/schema';

export const content: Room = {
  contentTypes: { template: { schema: templateSchema } },
};
