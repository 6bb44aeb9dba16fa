import { readRefusal } from '../feedback/refusal';
import type { BouncesService } from '../service';

const NO_KEYS = { tags: [], messageIds: [], address: null };

/** What the relay said is read again. The other sources have readers of their own. */
export function registerRefusalReader(bounces: Pick<BouncesService, 'registerReader'>): void {
  bounces.registerReader('smtp', (evidence) => [
    { ...readRefusal(evidence.toString()), eventId: '', keys: NO_KEYS },
  ]);
}
