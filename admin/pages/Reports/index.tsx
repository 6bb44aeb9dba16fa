import { Page } from '@strapi/strapi/admin';
import { Route, Routes } from 'react-router-dom';

import { PERMISSIONS } from '../../permissions';
import { ReportPage } from './ReportPage';
import { ReportsList } from './ReportsList';

const Reports = () => (
  <Page.Protect permissions={PERMISSIONS['reports.read']}>
    <Routes>
      <Route index element={<ReportsList />} />
      <Route path=":id" element={<ReportPage />} />
    </Routes>
  </Page.Protect>
);

export default Reports;
