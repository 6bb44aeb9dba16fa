import type { Html } from '../../page/html';

/** What a form shows of the challenge. */
export interface ChallengeWidget {
  /** Who solves it: the script of the plugin, or that of the provider. */
  solvedBy: 'script' | 'provider';
  markup: Html | null;
  scripts: Html;
  /** Sources that the page's Content-Security-Policy has to allow, by directive. */
  policy: Record<string, readonly string[]>;
}

/** A way to tell people from robots. Each one passes `challenge.test.ts`. */
export interface Challenge {
  readonly name: 'altcha' | 'turnstile' | 'hcaptcha';
  /** What a script that shows the form itself needs. */
  offer(): Promise<Record<string, unknown>>;
  /** What the page of the form shows. @param scriptUrl where the plugin's own script stands. */
  widget(scriptUrl: string): ChallengeWidget;
  /**
   * Whether the answer solves it. Says false for whatever it cannot read, and where the provider does not answer.
   * @param ip of the visitor
   */
  verify(answer: string, ip: string): Promise<boolean>;
}

/** The names under which widgets put their answer into a form; `challenge` is ours, for JSON. */
const ANSWER_FIELDS = [
  'challenge',
  'altcha',
  'cf-turnstile-response',
  'h-captcha-response',
  'g-recaptcha-response',
] as const;
const LONGEST_ANSWER = 8000;

/** Takes the answer out of what a form sent. */
export function takeAnswer(body: Record<string, unknown>): { answer: string; rest: Record<string, unknown> } {
  const rest = { ...body };
  let answer = '';
  for (const name of ANSWER_FIELDS) {
    const value = rest[name];
    if (!answer && typeof value === 'string' && value.length <= LONGEST_ANSWER) answer = value;
    delete rest[name];
  }
  return { answer, rest };
}
