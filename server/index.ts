import bootstrap from './bootstrap';
import { config } from './config';
import destroy from './destroy';
import { hasAnyAction } from './lib/has-any-action';
import register from './register';
import { rooms } from './rooms';

const merged = <T>(
  pick: (room: (typeof rooms)[number]) => Record<string, T> | undefined,
): Record<string, T> => Object.assign({}, ...rooms.map((room) => pick(room) ?? {})) as Record<string, T>;

export default {
  register,
  bootstrap,
  destroy,
  config,
  contentTypes: merged((room) => room.contentTypes),
  services: merged((room) => room.services),
  controllers: merged((room) => room.controllers),
  policies: { 'has-any-action': hasAnyAction },
  routes: {
    admin: { type: 'admin', routes: rooms.flatMap((room) => room.adminRoutes ?? []) },
    public: { type: 'content-api', routes: rooms.flatMap((room) => room.publicRoutes ?? []) },
  },
};
