import { adminRoute } from '../../lib/routes';

export const designRoutes = [
  adminRoute('GET', '/public-pages', 'public-pages.get', 'settings.read'),
  adminRoute('PUT', '/public-pages', 'public-pages.update', 'settings.manage'),
  adminRoute('POST', '/public-pages/preview', 'public-pages.preview', 'settings.read'),
];
