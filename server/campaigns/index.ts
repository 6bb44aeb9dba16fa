import type { Room } from '../lib/room';
import { campaignSchema } from './campaign/schema';
import { senderSchema } from './sender/schema';

export const campaigns: Room = {
  contentTypes: { campaign: { schema: campaignSchema }, sender: { schema: senderSchema } },
};
