import type { Room } from '../lib/room';

export const pages: Room = {

};
