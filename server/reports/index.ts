import type { Room } from '../lib/room';

export const reports: Room = {};
