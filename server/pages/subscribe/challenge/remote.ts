import { html } from '../../page/html';
import type { Challenge } from './challenge';

interface Provider {
  name: 'turnstile' | 'hcaptcha';
  verifyUrl: string;
  /** Class by which the provider's script finds its place in the form. */
  className: string;
  script: string;
  policy: Record<string, readonly string[]>;
}

const TURNSTILE_HOST = 'https://challenges.cloudflare.com';
const HCAPTCHA_HOSTS = ['https://hcaptcha.com', 'https://*.hcaptcha.com'];

export const PROVIDERS: Record<'turnstile' | 'hcaptcha', Provider> = {
  turnstile: {
    name: 'turnstile',
    verifyUrl: `${TURNSTILE_HOST}/turnstile/v0/siteverify`,
    className: 'cf-turnstile',
    script: `${TURNSTILE_HOST}/turnstile/v0/api.js`,
    policy: { 'script-src': [TURNSTILE_HOST], 'frame-src': [TURNSTILE_HOST] },
  },
  hcaptcha: {
    name: 'hcaptcha',
    verifyUrl: 'https://api.hcaptcha.com/siteverify',
    className: 'h-captcha',
    script: 'https://js.hcaptcha.com/1/api.js',
    policy: {
      'script-src': HCAPTCHA_HOSTS,
      'frame-src': HCAPTCHA_HOSTS,
      'style-src': HCAPTCHA_HOSTS,
      'connect-src': HCAPTCHA_HOSTS,
    },
  },
};

const TIMEOUT_MS = 5000;

/** A provider that the visitor's browser talks to and that tells us, server to server, whether it was solved. */
export const createRemote = (
  provider: Provider,
  {
    siteKey,
    secret,
    verifyUrl = provider.verifyUrl,
  }: { siteKey: string; secret: string; verifyUrl?: string | undefined },
): Challenge => ({
  name: provider.name,

  offer: () => Promise.resolve({ provider: provider.name, siteKey }),

  widget: () => ({
    solvedBy: 'provider',
    markup: html`<div class="${provider.className}" data-sitekey="${siteKey}"></div>`,
    scripts: html`<script src="${provider.script}" async defer></script>`,
    policy: provider.policy,
  }),

  async verify(answer, ip) {
    if (!answer) return false;
    try {
      const response = await fetch(verifyUrl, {
        method: 'POST',
        body: new URLSearchParams({ secret, response: answer, remoteip: ip, sitekey: siteKey }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'error',
      });
      const result = (await response.json()) as { success?: unknown };
      return response.ok && result.success === true;
    } catch {
      return false;
    }
  },
});
