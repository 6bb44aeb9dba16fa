import type { CampaignOptions, ContentProblem, Institution, Language } from '../../contracts';
import { refused } from '../lib/errors';
import { compile } from './compile';

export interface ContentSource {
  mjml: string;
  subject: string;
  preheader: string;
}

export interface FreezeRequest extends ContentSource {
  options: CampaignOptions;
  institution: Institution;
  /** Of the parts that the system adds. */
  language: Language;
}

/** Liquid templates, with the system's parts in and the links numbered. */
export interface FinishedContent {
  subject: string;
  preheader: string;
  html: string;
  text: string;
  /** Targets in order; `{{ tracked[n] }}` in `html` and `text`. Empty without click tracking. */
  links: string[];
}

/** Everything wrong with the content of a campaign or template. */
export async function checkContent({ mjml }: ContentSource): Promise<ContentProblem[]> {
  return (await compile(mjml)).problems;
}

/**
 * Makes content ready to be filled per person.
 * @throws ApplicationError `content-invalid` with `problems` where one of them is an error.
 */
export async function freezeContent(request: FreezeRequest): Promise<FinishedContent> {
  const { html, text, problems } = await compile(request.mjml);
  if (problems.some(({ severity }) => severity === 'error')) {
    throw refused('content-invalid', 'Correct the content first: see the list of problems.', { problems });
  }
  return { subject: request.subject, preheader: request.preheader, html, text, links: [] };
}
