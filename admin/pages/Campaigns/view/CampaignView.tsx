import type { Campaign } from '../../../../contracts';

export const CampaignView = ({ campaign }: { campaign: Campaign }) => <p>{campaign.name}</p>;
