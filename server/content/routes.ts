import { adminRoute, type AdminRoute } from '../lib/routes';

export const adminRoutes: AdminRoute[] = [
  adminRoute('POST', '/content/preview', 'content.preview', 'campaigns.read', 'templates.read'),
  adminRoute('GET', '/content/merge-tags', 'content.mergeTags', 'campaigns.read', 'templates.read'),
  adminRoute('GET', '/templates', 'template.find', 'templates.read'),
  adminRoute('POST', '/templates', 'template.create', 'templates.manage'),
  adminRoute('GET', '/templates/:id', 'template.findOne', 'templates.read'),
  adminRoute('PUT', '/templates/:id', 'template.update', 'templates.manage'),
  adminRoute('DELETE', '/templates/:id', 'template.remove', 'templates.manage'),
  adminRoute('POST', '/templates/:id/duplicate', 'template.duplicate', 'templates.manage'),
];
