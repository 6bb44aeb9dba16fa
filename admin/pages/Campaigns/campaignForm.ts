import type { Campaign, CampaignCheck, CampaignInput } from '../../../contracts';

export const STEPS = ['details', 'content', 'review'] as const;
export type Step = (typeof STEPS)[number];

export const isStep = (value: unknown): value is Step => (STEPS as readonly unknown[]).includes(value);

/** What of a campaign is edited and saved as a whole. */
export const toInput = (campaign: Campaign): CampaignInput => ({
  name: campaign.name,
  subject: campaign.subject,
  preheader: campaign.preheader,
  fromName: campaign.fromName,
  fromAddress: campaign.fromAddress,
  replyTo: campaign.replyTo,
  listIds: campaign.listIds,
  mjml: campaign.mjml,
  timeZone: campaign.timeZone,
  options: {
    viewInBrowser: campaign.options.viewInBrowser,
    unsubscribeLink: campaign.options.unsubscribeLink,
    trackOpens: campaign.options.trackOpens,
    trackClicks: campaign.options.trackClicks,
  },
  uncertainPolicy: campaign.uncertainPolicy,
  public: campaign.public,
});

const sameIds = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id));

/** The fields in which the two differ; the order of the lists means nothing. */
export const changedFields = (a: CampaignInput, b: CampaignInput): (keyof CampaignInput)[] =>
  (Object.keys(a) as (keyof CampaignInput)[]).filter((field) =>
    field === 'listIds'
      ? !sameIds(a.listIds, b.listIds)
      : JSON.stringify(a[field] ?? null) !== JSON.stringify(b[field] ?? null),
  );

/** As the server wants it: no stray spaces, and no empty reply address. */
export const forServer = (input: CampaignInput): CampaignInput => ({
  ...input,
  name: input.name.trim(),
  subject: input.subject.trim(),
  preheader: input.preheader.trim(),
  fromName: input.fromName.trim(),
  replyTo: input.replyTo?.trim() || null,
});

/** Subjects longer than this are cut on most telephones. */
export const SUBJECT_COMFORTABLE = 60;
export const SUBJECT_MAX = 500;
export const NAME_MAX = 200;

export type Problem = CampaignCheck['problems'][number];

/** Where a problem is put right; null where that is outside of the campaign. */
export function placeOf(problem: Problem): { step: Step; fieldId: string } | null {
  switch (problem.field) {
    case 'settings':
      return null;
    case 'mjml':
      return { step: 'content', fieldId: 'campaign-content' };
    default:
      return { step: 'details', fieldId: `campaign-${problem.field}` };
  }
}

/** Errors before warnings, otherwise as the server ordered them. */
export const bySeverity = (problems: readonly Problem[]): Problem[] =>
  [...problems].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));

/** Addresses of the test box: parted by commas, semicolons, blanks or new lines, each once. */
export const splitAddresses = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((address) => address.trim())
      .filter(Boolean),
  ),
];
