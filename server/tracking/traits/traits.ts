import type { Evidence, EventClass } from '../rules/evidence';
import { NOWHERE, type Place, type Places } from './places';
import { programOf, type Program } from './programs';

/** What is told of a person's device and place. */
export type Traits = Program & Place;

/** Of proxies and machines, and of erased people. */
export const NO_TRAITS: Traits = { device: null, client: null, os: null, ...NOWHERE };

export const TRAIT_KEYS = Object.keys(NO_TRAITS) as (keyof Traits)[];

type Request = Pick<Evidence, 'type' | 'userAgent' | 'ip'> & { class: EventClass };

/**
 * Of a request by a person's own program.
 * @param request with the whole address, or with what is kept of it where it is judged again.
 * @param known what was found when the whole address was there.
 */
export function traitsOf(request: Request, places: Places | null, known: Place = NOWHERE): Traits {
  const { type, userAgent, ip } = request;
  if (request.class !== 'human' || userAgent === null) return NO_TRAITS;
  const place = known.country === null && ip !== null ? (places?.of(ip) ?? NOWHERE) : known;
  return { ...programOf(userAgent, type === 'open'), country: place.country, city: place.city };
}
