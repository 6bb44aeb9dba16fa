import type { Campaign } from '../../../../contracts';

export const CampaignEditor = ({ campaign }: { campaign: Campaign }) => <p>{campaign.name}</p>;
