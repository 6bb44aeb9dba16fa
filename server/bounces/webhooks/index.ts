export { leaveBodiesUnread } from './body';
export { createWebhookController } from './controller';
export { webhookModels } from './models';
export { createWebhookTallies, webhookTalliesOf } from './service';
