import type { Room } from '../lib/room';

export const bounces: Room = {

};
