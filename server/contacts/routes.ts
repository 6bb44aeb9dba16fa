import { adminRoute } from '../lib/routes';

/** Fixed words before `:id`: the router takes the first that fits. */
export const adminRoutes = [
  adminRoute('GET', '/contacts', 'contact.find', 'contacts.read'),
  adminRoute('GET', '/contacts/attributes', 'contact.attributes', 'contacts.read'),
  adminRoute('GET', '/contacts/export', 'contact.export', 'contacts.export'),
  adminRoute('GET', '/contacts/:id', 'contact.findOne', 'contacts.read'),
  adminRoute('POST', '/contacts', 'contact.create', 'contacts.manage'),
  adminRoute('POST', '/contacts/bulk', 'contact.bulk', 'contacts.manage'),
  adminRoute('PUT', '/contacts/:id', 'contact.update', 'contacts.manage'),
  adminRoute('DELETE', '/contacts/:id', 'contact.delete', 'contacts.manage'),
  adminRoute('POST', '/contacts/:id/subscriptions', 'contact.subscribe', 'contacts.manage'),
  adminRoute('DELETE', '/contacts/:id/subscriptions/:listId', 'contact.unsubscribe', 'contacts.manage'),
  adminRoute('DELETE', '/contacts/:id/pause', 'contact.endPause', 'contacts.manage'),
  adminRoute('PUT', '/contacts/:id/suppression', 'contact.suppress', 'contacts.manage'),
  adminRoute('GET', '/imports', 'import.find', 'contacts.import'),
  adminRoute('POST', '/imports', 'import.upload', 'contacts.import'),
  adminRoute('GET', '/imports/:id', 'import.findOne', 'contacts.import'),
  adminRoute('POST', '/imports/:id/start', 'import.begin', 'contacts.import'),
  adminRoute('GET', '/imports/:id/refused', 'import.refused', 'contacts.import'),
  adminRoute('GET', '/lists', 'list.find', 'lists.read'),
  adminRoute('GET', '/lists/:id', 'list.findOne', 'lists.read'),
  adminRoute('POST', '/lists', 'list.create', 'lists.manage'),
  adminRoute('PUT', '/lists/:id', 'list.update', 'lists.manage'),
  adminRoute('DELETE', '/lists/:id', 'list.delete', 'lists.manage'),
];
