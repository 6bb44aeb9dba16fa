/**
 * The classifier as a bundle of its own (`strapi-plugin-mail-campaigns/classify`): what its thread and the command load
 * must not bring Strapi along.
 */
import { serve } from './safely/thread';

export { classifyMessage } from './classify';
export { classifyFiles } from './command/command';
export { classifySafely } from './safely/safely';

serve();
