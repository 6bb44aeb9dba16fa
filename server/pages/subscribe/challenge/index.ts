import { createHash, hkdfSync } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import { configOf, secretsOf } from '../../../config';
import { clock } from '../../../lib/clock';
import { isUniqueViolation, table } from '../../../lib/database';
import { service } from '../../../lib/service';
import { usedChallenge } from '../../models';
import { createAltcha } from './altcha';
import type { Challenge } from './challenge';
import { createRemote, PROVIDERS } from './remote';

export { takeAnswer, type Challenge, type ChallengeWidget } from './challenge';

/** Longer than any provider lets an answer live. */
const KEPT_MS = 2 * 60 * 60 * 1000;

/** The challenge of the configuration, whose answers count once. */
export const createChallengeService = ({ strapi }: { strapi: Core.Strapi }): Challenge => {
  const { provider, siteKey = '', secret = '', verifyUrl, cost } = configOf(strapi).subscribe.challenge;
  const challenge =
    provider === 'altcha'
      ? createAltcha({ hmacKey: hmacKey(strapi), cost })
      : createRemote(PROVIDERS[provider], { siteKey, secret, verifyUrl });
  return {
    ...challenge,
    verify: async (answer, ip) => (await challenge.verify(answer, ip)) && useUp(strapi, identityOf(answer)),
  };
};

const hmacKey = (strapi: Core.Strapi): string =>
  Buffer.from(hkdfSync('sha256', secretsOf(strapi)[0], '', 'mail-campaigns/altcha/v1', 32)).toString('hex');

/** What an answer solves: the same solution written in another way is still the same. */
function identityOf(answer: string): string {
  try {
    const { challenge } = JSON.parse(Buffer.from(answer, 'base64').toString()) as { challenge?: unknown };
    if (typeof challenge === 'string') return challenge;
  } catch {
    // Not an ALTCHA answer: it stands for itself.
  }
  return answer;
}

/** The unique index decides between two processes that get the same answer at the same moment. */
async function useUp(strapi: Core.Strapi, identity: string): Promise<boolean> {
  const now = clock.now();
  const rows = () => table(strapi, usedChallenge.table);
  await rows()
    .where('used_at', '<=', new Date(now.getTime() - KEPT_MS))
    .del();
  try {
    await rows().insert({ answer_hash: createHash('sha256').update(identity).digest('hex'), used_at: now });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

export const challengeOf = (strapi: Core.Strapi): Challenge => service(strapi, 'subscribe-challenge');
