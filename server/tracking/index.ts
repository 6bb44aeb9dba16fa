import type { Room } from '../lib/room';
import { models } from './models';

export const tracking: Room = {
  models,
};
