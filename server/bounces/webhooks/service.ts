import type { Core } from '@strapi/strapi';

import { service } from '../../lib/service';
import { createTallies, type Tallies } from './tallies';

export const createWebhookTallies = ({ strapi }: { strapi: Core.Strapi }): Tallies => createTallies(strapi);

export const webhookTalliesOf = (strapi: Core.Strapi): Tallies => service(strapi, 'webhook-tallies');
