import { adminRoute } from '../lib/routes';

export const adminRoutes = [
  adminRoute('GET', '/sending/live', 'sending-live.get', 'campaigns.read'),
  adminRoute('GET', '/sending/transports', 'transport.list', 'settings.read', 'campaigns.read'),
  adminRoute('POST', '/sending/transports/:name/verify', 'transport.verify', 'settings.manage'),
  adminRoute('POST', '/sending/dkim/verify', 'dkim.verify', 'settings.manage'),
];
