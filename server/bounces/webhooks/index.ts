export { leaveBodiesUnread } from './body';
export { createWebhookController } from './controller';
export { webhookModels } from './models';
export { registerWebhookReaders } from './readers';
export { tagHeaders } from './tag-headers';
export { createWebhookTallies, webhookTalliesOf } from './service';
