import { adminRoute } from '../../lib/routes';

/** Fixed words before `:id`: the router takes the first that fits. */
export const formRoutes = [
  adminRoute('GET', '/forms', 'form.find', 'forms.read'),
  adminRoute('POST', '/forms', 'form.create', 'forms.manage'),
  adminRoute('POST', '/forms/preview', 'form.preview', 'forms.read'),
  adminRoute('GET', '/forms/:id', 'form.findOne', 'forms.read'),
  adminRoute('PUT', '/forms/:id', 'form.update', 'forms.manage'),
  adminRoute('DELETE', '/forms/:id', 'form.remove', 'forms.manage'),
  adminRoute('POST', '/forms/:id/duplicate', 'form.duplicate', 'forms.manage'),
  adminRoute('GET', '/forms/:id/snippets', 'form.snippets', 'forms.read'),
];
