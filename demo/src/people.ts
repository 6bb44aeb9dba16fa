import type { Core } from '@strapi/strapi';

interface Role {
  id: number;
}
interface Roles {
  getSuperAdmin(): Promise<Role>;
  create(role: { name: string; description: string }): Promise<Role>;
  assignPermissions(id: number, permissions: object[]): Promise<unknown>;
}
interface Users {
  create(user: object): Promise<unknown>;
}
interface Permissions {
  actionProvider: { keys(): string[] };
}

const PASSWORD = 'Demo-1234';
/** An editor prepares everything; sending and settings stay with the administrator. */
const NOT_FOR_EDITORS = ['campaigns.send', 'settings.manage'];
const PREFIX = 'plugin::mail-campaigns.';

/** The two people of the demo, made at the first start. */
export async function makePeople(strapi: Core.Strapi): Promise<void> {
  if ((await strapi.db.query('admin::user').count()) > 0) return;
  const roles = strapi.service('admin::role') as unknown as Roles;
  const users = strapi.service('admin::user') as unknown as Users;
  const { actionProvider } = strapi.service('admin::permission') as unknown as Permissions;
  const person = (email: string, firstname: string, lastname: string, role: Role) =>
    users.create({
      email,
      firstname,
      lastname,
      password: PASSWORD,
      preferedLanguage: 'es',
      isActive: true,
      registrationToken: null,
      roles: [role.id],
    });
  await person('admin@iipa.example', 'Amalia', 'Rincón', await roles.getSuperAdmin());
  const editors = await roles.create({
    name: 'Editora de campañas',
    description: 'Prepara contactos, plantillas y campañas; no envía ni cambia ajustes.',
  });
  const actions = actionProvider
    .keys()
    .filter((uid) => uid.startsWith(PREFIX) && !NOT_FOR_EDITORS.includes(uid.slice(PREFIX.length)));
  await roles.assignPermissions(
    editors.id,
    actions.map((action) => ({ action, subject: null, conditions: [], properties: {} })),
  );
  await person('editora@iipa.example', 'Elena', 'Duarte', editors);
}
