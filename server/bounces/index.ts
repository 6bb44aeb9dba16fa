import type { Room } from '../lib/room';

export { classifyReply, type BounceReason, type Classification } from './classify/reply';
export { applyPolicy, type HardBounce } from './policy/policy';

/** No tables and routes yet: the only way back so far is the relay's own answer while sending. */
export const bounces: Room = {};
