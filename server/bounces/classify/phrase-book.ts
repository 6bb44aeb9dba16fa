import de from './data/phrases/de.json';
import en from './data/phrases/en.json';
import es from './data/phrases/es.json';
import fr from './data/phrases/fr.json';
import ja from './data/phrases/ja.json';
import other from './data/phrases/other.json';
import pt from './data/phrases/pt.json';
import { Phrases, type PhraseGroup } from './phrases';
import { REFUSAL_REASONS, type RefusalReason } from './reasons';

/** A group of phrases that give one reason for a refusal, as the files of `data/phrases` hold it. */
export interface RefusalPhrases extends PhraseGroup {
  reason: RefusalReason;
  /** The words mean this beside these codes only, as subject and detail, e.g. `2.1`. */
  status?: readonly string[];
  /**
   * The order in which groups are tried, before the order of reasons: `certain` and `strong` ones are clear enough to
   * overrule a status that calls the address dead, for relays give 5.1.1 for all kinds of things; `weak` ones are said
   * beside many things.
   */
  tier?: Tier;
}

const TIERS = ['certain', 'strong', 'plain', 'weak'] as const;
type Tier = (typeof TIERS)[number];

export type ToldKind = 'bounce' | 'delay' | 'success' | 'challenge' | 'autoreply' | 'absence';

interface Language {
  refusals: readonly (Omit<RefusalPhrases, 'reason' | 'tier'> & { reason: string; tier?: string })[];
  kinds: readonly (PhraseGroup & { kind: string })[];
}

const languages: readonly Language[] = [en, es, pt, de, fr, ja, other];

const rankOf = ({ reason, status, tier = 'plain' }: RefusalPhrases): number =>
  REFUSAL_REASONS.indexOf(reason) + 100 * (status ? 0.5 : TIERS.indexOf(tier));

/** @throws Error where a file holds an unknown reason or tier: the plugin must not start with a hole in its rules. */
function known({ reason, tier = 'plain', ...group }: Language['refusals'][number]): RefusalPhrases {
  const foundReason = REFUSAL_REASONS.find((name) => name === reason);
  const foundTier = TIERS.find((name) => name === tier);
  if (!foundReason || !foundTier) throw new Error(`data/phrases: ${group.id} has an unknown reason or tier`);
  return { ...group, reason: foundReason, tier: foundTier };
}

/** Why a server refused, in all languages. */
export const refusals = new Phrases(
  languages.flatMap((language) => language.refusals.map(known)).sort((a, b) => rankOf(a) - rankOf(b)),
);

const ofKind = (kind: ToldKind): Phrases<PhraseGroup> =>
  new Phrases(languages.flatMap((language) => language.kinds.filter((group) => group.kind === kind)));

/** What a message is, in all languages. */
export const kinds: Record<ToldKind, Phrases<PhraseGroup>> = {
  bounce: ofKind('bounce'),
  delay: ofKind('delay'),
  success: ofKind('success'),
  challenge: ofKind('challenge'),
  autoreply: ofKind('autoreply'),
  /** Said by people as well: means a program where the header says so. */
  absence: ofKind('absence'),
};
