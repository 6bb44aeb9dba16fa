import { useEffect, useState } from 'react';
import { Page } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import { ErrorState } from '../../components/ErrorState';
import { PageLayout } from '../../components/PageLayout';
import { useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';
import { useCampaignQuery } from '../../services/campaigns';
import { CampaignEditor } from './editor/CampaignEditor';
import { pollInterval } from './pollInterval';
import { CampaignView } from './view/CampaignView';

/** A draft is composed; anything later is followed. */
export const CampaignPage = () => {
  const t = useT();
  const id = Number(useParams()['id']);
  const [pollingInterval, setPollingInterval] = useState(0);
  const { currentData: campaign, error, refetch } = useCampaignQuery(id, { pollingInterval });
  const wanted = campaign ? pollInterval([campaign]) : 0;
  useEffect(() => setPollingInterval(wanted), [wanted]);

  // A poll that fails once must not take the screen away.
  if (campaign) {
    return campaign.status === 'draft' ? (
      <CampaignEditor key={campaign.id} campaign={campaign} />
    ) : (
      <CampaignView key={campaign.id} campaign={campaign} />
    );
  }
  if (!error) return <Page.Loading />;
  return (
    <PageLayout title={t('campaigns.list.title')} backTo={pathTo('campaigns')}>
      <ErrorState error={error} onRetry={refetch} />
    </PageLayout>
  );
};
