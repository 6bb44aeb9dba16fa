import { adminRoute, andAlso } from '../../lib/routes';

export const feedbackRoutes = [
  adminRoute('GET', '/feedback', 'feedback.find', 'bounces.read'),
  adminRoute('GET', '/feedback/:id', 'feedback.findOne', 'bounces.read'),
  adminRoute('POST', '/feedback/classify-again', 'feedback.classifyAgain', 'bounces.manage'),
  adminRoute('POST', '/feedback/dismiss', 'feedback.dismiss', 'bounces.manage'),
  adminRoute('GET', '/campaigns/:id/bounces', 'feedback.ofCampaign', 'bounces.read'),
  andAlso(adminRoute('GET', '/contacts/:id/bounces', 'feedback.ofContact', 'bounces.read'), 'contacts.read'),
  adminRoute('GET', '/alarms', 'alarm.find', 'bounces.read', 'campaigns.read'),
  adminRoute('POST', '/alarms/seen', 'alarm.see', 'bounces.manage'),
  adminRoute('GET', '/bounces/settings', 'alarm.settings', 'bounces.read', 'settings.read'),
  adminRoute('PUT', '/bounces/settings', 'alarm.saveSettings', 'bounces.manage', 'settings.manage'),
];
