import type { Core } from '@strapi/strapi';

interface PolicyContext {
  state: { userAbility?: { can(action: string): boolean } };
}

/** Policy: lets a person in who has at least one of `config.actions`; the core policy asks for all of them. */
export const hasAnyAction: Core.PolicyHandler = (context, config) => {
  const { userAbility } = (context as unknown as PolicyContext).state;
  const { actions } = config as { actions: string[] };
  return actions.some((action) => userAbility?.can(action) ?? false);
};
