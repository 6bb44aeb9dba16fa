import { useMemo } from 'react';
import { useAuth } from '@strapi/strapi/admin';

import { actionUid, type Action } from '../../contracts';

/**
 * What the signed-in person may do: `const can = useCan(); can('lists.manage')`. Strapi's `useRBAC` names results
 * by the last word of the action, so `contacts.read` and `lists.read` would be the same to it.
 */
export const useCan = (): ((action: Action) => boolean) => {
  const permissions = useAuth('MailCampaigns', (auth) => auth.permissions);
  return useMemo(() => {
    const held = new Set(permissions.map(({ action }) => action));
    return (action) => held.has(actionUid(action));
  }, [permissions]);
};
