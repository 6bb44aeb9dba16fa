import { Page } from '@strapi/strapi/admin';
import { Route, Routes } from 'react-router-dom';

import { PERMISSIONS } from '../../permissions';
import { CampaignPage } from './CampaignPage';
import { CampaignsList } from './list/CampaignsList';

const Campaigns = () => (
  <Page.Protect permissions={PERMISSIONS['campaigns.read']}>
    <Routes>
      <Route index element={<CampaignsList />} />
      <Route path=":id" element={<CampaignPage />} />
    </Routes>
  </Page.Protect>
);

export default Campaigns;
