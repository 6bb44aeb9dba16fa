import type { Institution } from '../../contracts';
import { endOfElement, toEdits } from './elements';
import { createRenderer } from './liquid';
import { splice, tokensOf, type OpenTag } from './markup';
import { mergeContact } from './merge-tags';
import type { MergeData } from './render';

/** What of a campaign strangers may know. */
export interface StrangersRequest {
  institution: Institution;
  /** Empty where no list of the campaign is public. */
  listName: string;
  campaignName: string;
  /** Where they read the campaign. */
  url: string;
  /** Where they subscribe. */
  subscribeUrl: string;
  /** Targets of the links of the content, in order. */
  targets: readonly string[];
}

/** Marks links that only a recipient has use for; should one stay, it leads to where strangers can subscribe. */
const OWN = '#only-recipients';

/** The data of nobody: every merge tag of a contact is empty, and links lead straight. */
export const strangersData = (request: StrangersRequest): MergeData => ({
  contact: mergeContact({
    email: '',
    firstName: null,
    lastName: null,
    language: request.institution.language,
    attributes: null,
  }),
  list: { name: request.listName },
  campaign: { name: request.campaignName, subject: '' },
  institution: {
    name: request.institution.name,
    postalAddress: request.institution.postalAddress,
    websiteUrl: request.institution.websiteUrl ?? '',
  },
  links: {
    unsubscribe: request.subscribeUrl + OWN,
    preferences: request.subscribeUrl + OWN,
    viewInBrowser: request.url,
  },
  tracked: [...request.targets],
});

const PERSON = String.raw`(?:\{\{-?\s*contact\.(?:firstName|lastName|fullName|email|attributes\.\w+)\s*-?\}\}(?:\s|&nbsp;){0,20})+`;
const BEFORE_SIGN = new RegExp(String.raw`(?:\s|&nbsp;){1,20}${PERSON}(?=[,.;:!?])`, 'g');
const AT_START = new RegExp(String.raw`(^|>)\s{0,20}${PERSON}[,:;]\s{0,20}`, 'g');

/** `Hola {{ contact.firstName }}:` becomes `Hola:` and not `Hola :`. */
const withoutGaps = (template: string): string => template.replace(BEFORE_SIGN, '').replace(AT_START, '$1');

const withCapital = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** A subject or preheader, on one line. What began with a person's name begins with a capital now. */
export function lineForStrangers(template: string, data: MergeData): string {
  const line = createRenderer(withoutGaps(template), 'header').render(data);
  return template.trimStart().startsWith('{') ? withCapital(line) : line;
}

/** Class of what only recipients see: `css-class="recipients-only"` in MJML. */
export const RECIPIENTS_ONLY = 'recipients-only';

const SEPARATOR_BEFORE = /(?:\s|&nbsp;){0,5}[·•|](?:\s|&nbsp;){0,5}$/;
const SEPARATOR_AFTER = /^(?:\s|&nbsp;){0,5}[·•|](?:\s|&nbsp;){0,5}/;

/** Filled HTML, without links to unsubscribe, to preferences and to this very page, and what is for recipients only. */
export function htmlForStrangers(template: string, data: MergeData): string {
  const html = createRenderer(withoutGaps(template), 'html').render(data);
  const { unsubscribe, preferences, viewInBrowser } = data.links;
  const own = [unsubscribe, preferences, viewInBrowser];
  const tokens = tokensOf(html);
  const cuts = tokens.flatMap((token, index) => {
    if (token.type !== 'open') return [];
    if (isForRecipients(token)) return [{ start: token.start, end: endOfElement(tokens, index) }];
    return leadsTo(token, own) ? [withSeparator(html, token.start, endOfElement(tokens, index))] : [];
  });
  return splice(html, toEdits(cuts)).replaceAll(unsubscribe, '').replaceAll(preferences, '');
}

const isForRecipients = ({ attributes }: OpenTag): boolean =>
  attributes.some(({ name, value }) => name === 'class' && value.split(/\s+/).includes(RECIPIENTS_ONLY));

const leadsTo = ({ name, attributes }: OpenTag, urls: readonly string[]): boolean =>
  (name === 'a' || name === 'area') &&
  attributes.some(
    (attribute) => attribute.name === 'href' && urls.some((url) => attribute.value.trim().startsWith(url)),
  );

/** A link with the sign that parts it from its neighbour. */
function withSeparator(html: string, start: number, end: number) {
  const before = SEPARATOR_BEFORE.exec(html.slice(Math.max(0, start - 80), start))?.[0];
  if (before) return { start: start - before.length, end };
  const after = SEPARATOR_AFTER.exec(html.slice(end, end + 80))?.[0] ?? '';
  return { start, end: end + after.length };
}

/**
 * The document with another head start, its title left out, and more at the top of its body.
 * @param parts HTML that is safe as it is; `head` holds a title.
 */
export function dressed(html: string, parts: { head: string; top: string }): string {
  const tokens = tokensOf(html);
  const titles = tokens.flatMap((token, index) =>
    token.type === 'open' && token.name === 'title'
      ? [{ start: token.start, end: endOfElement(tokens, index), text: '' }]
      : [],
  );
  const head = tokens.find((token) => token.type === 'open' && token.name === 'head') as OpenTag | undefined;
  const body = tokens.find((token) => token.type === 'open' && token.name === 'body') as OpenTag | undefined;
  const headEnd = head?.end ?? 0;
  const bodyEnd = body?.end ?? headEnd;
  return splice(html, [
    // Before the title, which may begin where the head does.
    { start: headEnd, end: headEnd, text: parts.head },
    ...titles,
    { start: bodyEnd, end: bodyEnd, text: parts.top },
  ]);
}

/** The first picture that is one: neither a pixel nor a picture within the document. */
export function firstPicture(html: string): string | null {
  for (const token of tokensOf(html)) {
    if (token.type !== 'open' || token.name !== 'img') continue;
    const valueOf = (wanted: string) => token.attributes.find(({ name }) => name === wanted)?.value.trim();
    const isPixel = Number(valueOf('width') ?? 600) < 50;
    const source = valueOf('src') ?? '';
    if (!isPixel && /^https?:\/\//i.test(source)) return source;
  }
  return null;
}
