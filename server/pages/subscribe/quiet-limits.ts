import type { Core } from '@strapi/strapi';
import { RateLimiterMemory } from 'rate-limiter-flexible';

import { configOf } from '../../config';
import { consentOf } from '../../consent';
import { parseAddress } from '../../lib/address';
import { service } from '../../lib/service';

const HOUR = 3600;

/** How often one address, and one domain, may be asked for in an hour; each process counts by itself. */
export interface QuietLimits {
  /** @returns whether the request may be worked on. Nobody outside learns of it: the answer went out before. */
  allows(email: string): Promise<boolean>;
}

/**
 * What a visitor wrote is no key for the limit that answers 429, but it is for these: they stop somebody with many
 * connections who writes one address, or many of one domain, and they change no answer.
 */
export const createQuietLimits = ({ strapi }: { strapi: Core.Strapi }): QuietLimits => {
  const { perAddressPerHour, perDomainPerHour } = configOf(strapi).subscribe;
  const addresses = new RateLimiterMemory({
    keyPrefix: 'address',
    points: perAddressPerHour,
    duration: HOUR,
  });
  const domains = new RateLimiterMemory({ keyPrefix: 'domain', points: perDomainPerHour, duration: HOUR });
  const take = async (limiter: RateLimiterMemory, key: string): Promise<boolean> =>
    limiter.consume(key).then(
      () => true,
      (refusal: unknown) => {
        if (refusal instanceof Error) throw refusal;
        return false;
      },
    );
  return {
    async allows(email) {
      const parsed = parseAddress(email);
      if (!parsed) return false;
      // The address first: repeating one of them does not use up what its domain may ask for.
      if (!(await take(addresses, consentOf(strapi).addressHash(parsed.address)))) return false;
      if (await take(domains, parsed.domain)) return true;
      strapi.log.warn(
        `[mail-campaigns] subscription requests were passed over: one domain asked more than ${perDomainPerHour} times in an hour (subscribe.perDomainPerHour)`,
      );
      return false;
    },
  };
};

export const quietLimitsOf = (strapi: Core.Strapi): QuietLimits => service(strapi, 'subscribe-limits');
