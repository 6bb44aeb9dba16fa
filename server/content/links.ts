import { splice, tokensOf } from './markup';
import { splitLiquid } from './placeholders';

const WEB = /^https?:\/\/[^\s/]/i;

export interface NumberedLinks {
  /** HTML whose web links are `{{ tracked[n] }}`. */
  html: string;
  /** The targets by number, as they stood, entities decoded. */
  links: string[];
}

/**
 * Numbers the web links of compiled HTML. One number per target, however often it stands there. Left alone: mail
 * and telephone links, anchors, and whatever holds Liquid (the plugin's own links, and personal ones, whose
 * target differs from person to person).
 */
export function numberLinks(html: string): NumberedLinks {
  const links: string[] = [];
  const edits = tokensOf(html).flatMap((token) => {
    if (token.type !== 'open' || (token.name !== 'a' && token.name !== 'area')) return [];
    const href = token.attributes.find(({ name }) => name === 'href');
    const target = href?.value.trim() ?? '';
    if (!href?.quoted || !WEB.test(target) || splitLiquid(target).length > 1) return [];
    const known = links.indexOf(target);
    const number = known >= 0 ? known : links.push(target) - 1;
    return [{ start: href.valueStart, end: href.valueEnd, text: `{{ tracked[${number}] }}` }];
  });
  return { html: splice(html, edits), links };
}
