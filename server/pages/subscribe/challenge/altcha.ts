import { createChallenge, verifySolution } from 'altcha-lib/v1';

import { clock } from '../../../lib/clock';
import { html } from '../../page/html';
import type { Challenge } from './challenge';

const ALGORITHM = 'SHA-256';
const VALID_MS = 60 * 60 * 1000;

/**
 * Proof of work by the protocol of ALTCHA: the visitor's machine looks for a number whose hash is given. It asks
 * nobody else and works offline.
 * @param cost numbers to try at most; half as many on average.
 */
export const createAltcha = ({ hmacKey, cost }: { hmacKey: string; cost: number }): Challenge => ({
  name: 'altcha',

  async offer() {
    const expires = new Date(clock.now().getTime() + VALID_MS);
    const { algorithm, challenge, salt, signature } = await createChallenge({
      algorithm: ALGORITHM,
      hmacKey,
      maxnumber: cost,
      expires,
    });
    return { provider: 'altcha', algorithm, challenge, salt, signature, maxnumber: cost };
  },

  widget: (scriptUrl) => ({
    solvedBy: 'script',
    markup: null,
    scripts: html`<script src="${scriptUrl}" defer></script>`,
    policy: { 'script-src': ["'self'"], 'connect-src': ["'self'"] },
  }),

  async verify(answer) {
    try {
      const payload = JSON.parse(Buffer.from(answer, 'base64').toString()) as Record<string, unknown>;
      const { algorithm, challenge, salt, signature, number } = payload;
      if (algorithm !== ALGORITHM || !Number.isSafeInteger(number)) return false;
      if (![challenge, salt, signature].every((part) => typeof part === 'string')) return false;
      return await verifySolution(payload as unknown as Parameters<typeof verifySolution>[0], hmacKey);
    } catch {
      return false;
    }
  },
});
