import { actionUid, PLUGIN_ID, type Action } from '../../contracts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

const anyOf = (actions: Action[]) => ({
  name: `plugin::${PLUGIN_ID}.has-any-action`,
  config: { actions: actions.map(actionUid) },
});

/**
 * A route of the admin panel under `/mail-campaigns`.
 * @param handler `controller.action`
 * @param actions the signed-in person needs any one of them (RBAC).
 */
export const adminRoute = (
  method: Method,
  path: string,
  handler: string,
  ...actions: [Action, ...Action[]]
) => ({
  method,
  path,
  handler,
  config: { policies: ['admin::isAuthenticatedAdmin', anyOf(actions)] },
});

/** The route of `adminRoute` for which the person also needs any one of `actions`. */
export const andAlso = (route: AdminRoute, ...actions: [Action, ...Action[]]): AdminRoute => ({
  ...route,
  config: { policies: [...route.config.policies, anyOf(actions)] },
});

/** A route for visitors and recipients under `/api/mail-campaigns`; proves itself by a signed token, if at all. */
export const publicRoute = (method: Method, path: string, handler: string) => ({
  method,
  path,
  handler,
  config: { auth: false as const },
});

export type AdminRoute = ReturnType<typeof adminRoute>;
export type PublicRoute = ReturnType<typeof publicRoute>;
