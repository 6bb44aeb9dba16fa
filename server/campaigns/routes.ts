import { adminRoute, andAlso } from '../lib/routes';

export const adminRoutes = [
  adminRoute('GET', '/campaigns', 'campaign.list', 'campaigns.read'),
  adminRoute('POST', '/campaigns', 'campaign.create', 'campaigns.edit'),
  adminRoute('GET', '/campaigns/:id', 'campaign.get', 'campaigns.read'),
  adminRoute('PUT', '/campaigns/:id', 'campaign.update', 'campaigns.edit'),
  adminRoute('DELETE', '/campaigns/:id', 'campaign.remove', 'campaigns.edit'),
  adminRoute('POST', '/campaigns/:id/duplicate', 'campaign.duplicate', 'campaigns.edit'),
  adminRoute('GET', '/campaigns/:id/check', 'campaign.check', 'campaigns.read'),
  adminRoute('GET', '/campaigns/:id/live', 'campaign.live', 'campaigns.read'),
  adminRoute('POST', '/campaigns/:id/send', 'campaign.send', 'campaigns.send'),
  adminRoute('POST', '/campaigns/:id/schedule', 'campaign.schedule', 'campaigns.send'),
  adminRoute('POST', '/campaigns/:id/unschedule', 'campaign.unschedule', 'campaigns.send'),
  adminRoute('POST', '/campaigns/:id/pause', 'campaign.pause', 'campaigns.send'),
  adminRoute('POST', '/campaigns/:id/resume', 'campaign.resume', 'campaigns.send'),
  adminRoute('POST', '/campaigns/:id/cancel', 'campaign.cancel', 'campaigns.send'),
  adminRoute('POST', '/campaigns/:id/test', 'campaign.test', 'campaigns.test'),
  adminRoute('POST', '/campaigns/:id/uncertain', 'campaign.uncertain', 'campaigns.send'),
  adminRoute('PUT', '/campaigns/:id/public', 'campaign.setPublic', 'campaigns.send'),
  andAlso(
    adminRoute('GET', '/campaigns/:id/deliveries', 'campaign.deliveries', 'campaigns.read'),
    'contacts.read',
  ),

  adminRoute('GET', '/senders', 'sender.list', 'campaigns.read', 'settings.read'),
  adminRoute('POST', '/senders', 'sender.create', 'settings.manage'),
  adminRoute('PUT', '/senders/:id', 'sender.update', 'settings.manage'),
  adminRoute('DELETE', '/senders/:id', 'sender.remove', 'settings.manage'),

  adminRoute('GET', '/health/senders/:id', 'domain-health.get', 'settings.read'),
  adminRoute('POST', '/health/senders/:id', 'domain-health.checkAgain', 'settings.manage'),

  adminRoute('GET', '/settings', 'settings.get', 'settings.read', 'campaigns.read'),
  adminRoute('PUT', '/settings', 'settings.update', 'settings.manage'),

  adminRoute('GET', '/sending/rules', 'sending-rules.get', 'settings.read', 'campaigns.read'),
  adminRoute('PUT', '/sending/rules', 'sending-rules.update', 'settings.manage'),
];
