import type { Core } from '@strapi/strapi';

import { bouncesOf } from '../bounces';
import { deliveryOf } from '../delivery';
import type { Room } from '../lib/room';
import { service } from '../lib/service';
import { giveArchiveIds } from './archive/identity';
import { createArchive } from './archive/service';
import { createCampaignController } from './campaign/controller';
import { campaignSchema } from './campaign/schema';
import { createCampaignService, type CampaignService } from './campaign/service';
import { watchStatus } from './campaign/status';
import { createHealthController } from './health/controller';
import { createHealthService, healthOf } from './health/service';
import { adminRoutes } from './routes';
import { createSendingRulesController } from './rules/controller';
import { createSenderController } from './sender/controller';
import { senderSchema } from './sender/schema';
import { createSenderService } from './sender/service';
import { createGate, pauseForComplaints } from './sending/gate';
import { createLauncher, type Launcher } from './sending/launcher';
import { createCampaignSending } from './sending/service';
import { createSettingsController } from './settings/controller';

export { archiveOf, archiveUrlOf, type ArchivedCampaign } from './archive/service';
export type { CampaignService } from './campaign/service';

export const campaignsOf = (strapi: Core.Strapi): CampaignService => service(strapi, 'campaign');

const launcherOf = (strapi: Core.Strapi): Launcher => service(strapi, 'campaign-launcher');

export const campaigns: Room = {
  contentTypes: { campaign: { schema: campaignSchema }, sender: { schema: senderSchema } },
  services: {
    campaign: createCampaignService,
    'campaign-sending': createCampaignSending,
    'campaign-launcher': createLauncher,
    'campaign-archive': createArchive,
    sender: createSenderService,
    'domain-health': createHealthService,
  },
  controllers: {
    campaign: createCampaignController,
    sender: createSenderController,
    'domain-health': createHealthController,
    settings: createSettingsController,
    'sending-rules': createSendingRulesController,
  },
  adminRoutes,
  async bootstrap(strapi) {
    await giveArchiveIds(strapi);
    const launcher = launcherOf(strapi);
    watchStatus(strapi, {
      launch: (campaignId) => launcher.launch(campaignId),
      announce: (campaignId) => deliveryOf(strapi).announce(campaignId),
    });
    bouncesOf(strapi).onComplaints((campaignId) => pauseForComplaints(strapi, campaignId));
    deliveryOf(strapi).attach(createGate(strapi, launcher));
    deliveryOf(strapi).run();
  },
  async destroy(strapi) {
    healthOf(strapi).close();
    await launcherOf(strapi).stop();
  },
};
