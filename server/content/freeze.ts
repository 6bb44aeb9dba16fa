import type { CampaignOptions, ContentProblem, Institution, Language } from '../../contracts';
import { refused } from '../lib/errors';
import { checkTemplate } from './check-template';
import { compile } from './compile';
import { numberLinks } from './links';
import { createRenderer } from './liquid';
import { withMeasuringParts } from './measuring-parts';
import { exampleMergeData } from './merge-tags';
import { caution, fault, hasFault } from './problem';
import { addSystemParts } from './system-parts';
import { toText } from './text-part';

export interface ContentSource {
  mjml: string;
  subject: string;
  preheader: string;
}

export interface FreezeRequest extends ContentSource {
  options: Pick<CampaignOptions, 'viewInBrowser' | 'unsubscribeLink' | 'trackClicks'>;
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

/** Bytes of HTML above which Gmail hides the rest behind a link, the unsubscribe link with it. */
const GMAIL_LIMIT = 102_400;
const LARGE = 90 * 1024;
/** As long as a tracked link of a long domain. */
const TRACKED_EXAMPLE = `https://${'x'.repeat(110)}`;

/** What the example measures with where the institution is not known yet. */
const SOME_INSTITUTION: Institution = {
  name: 'x'.repeat(80),
  postalAddress: 'x'.repeat(120),
  websiteUrl: null,
  color: '#000000',
  language: 'es',
  timeZone: 'UTC',
};

/** Everything wrong with the content of a campaign or template, in the order of its fields and lines. */
export async function checkContent(source: ContentSource): Promise<ContentProblem[]> {
  const options = { viewInBrowser: true, unsubscribeLink: true, trackClicks: true };
  return (await finish({ ...source, options, institution: SOME_INSTITUTION, language: 'es' })).problems;
}

/**
 * Makes content ready to be filled per person.
 * @throws ApplicationError `content-invalid` with `problems` where one of them is an error.
 */
export async function freezeContent(request: FreezeRequest): Promise<FinishedContent> {
  const { content, problems } = await finish(request);
  if (hasFault(problems)) {
    throw refused('content-invalid', 'Correct the content first: see the list of problems.', { problems });
  }
  return content;
}

/** The content with everything in, and what is wrong with it; `html` and `text` are empty where it has an error. */
export async function finish(
  request: FreezeRequest,
): Promise<{ content: FinishedContent; problems: ContentProblem[] }> {
  const { subject, preheader, options, language } = request;
  const compiled = await compile(request.mjml);
  const problems = [
    ...checkTemplate(subject, 'subject'),
    ...checkTemplate(preheader, 'preheader'),
    ...compiled.problems,
  ];
  const empty = { subject, preheader, html: '', text: '', links: [] };
  if (hasFault(problems)) return { content: empty, problems };
  const numbered = options.trackClicks ? numberLinks(compiled.html) : { html: compiled.html, links: [] };
  const html = addSystemParts(numbered.html, { preheader, options, language });
  problems.push(...checkSize({ html, links: numbered.links }, request.institution));
  if (hasFault(problems)) return { content: empty, problems };
  return { content: { subject, preheader, html, text: toText(html), links: numbered.links }, problems };
}

/** Measured as sent: filled, with all that is added, and with tracked links, which are longer than most links. */
function checkSize(
  { html, links }: Pick<FinishedContent, 'html' | 'links'>,
  institution: Institution,
): ContentProblem[] {
  const measured = withMeasuringParts(html, { pixel: true, hiddenLink: links.length > 0 });
  const example = exampleMergeData(institution);
  const filled = createRenderer(measured, 'html').render({
    ...example,
    links: { ...example.links, open: TRACKED_EXAMPLE, hidden: TRACKED_EXAMPLE },
    tracked: links.map(() => TRACKED_EXAMPLE),
  });
  const bytes = Buffer.byteLength(filled);
  const values = { bytes, limit: GMAIL_LIMIT };
  const size = `The e-mail has ${Math.ceil(bytes / 1024)} KB of HTML`;
  if (bytes > GMAIL_LIMIT) {
    return [
      fault('html-too-large', null, `${size}; Gmail cuts off what is above 100 KB. Shorten it.`, values),
    ];
  }
  return bytes > LARGE
    ? [
        caution(
          'html-large',
          null,
          `${size}; Gmail cuts off what is above 100 KB. Better shorten it.`,
          values,
        ),
      ]
    : [];
}
