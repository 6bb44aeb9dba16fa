import { lazy, Suspense } from 'react';
import { Layouts, Page } from '@strapi/strapi/admin';
import { Navigate, Route, Routes } from 'react-router-dom';

import { useCan } from '../hooks/useCan';
import { pathTo } from '../lib/paths';
import { ENTRY_PERMISSIONS } from '../permissions';
import { Navigation, SECTIONS } from './Navigation';

const Campaigns = lazy(() => import('./Campaigns'));
const Contacts = lazy(() => import('./Contacts'));
const ContactForm = lazy(() => import('./Contacts/ContactForm'));
const Imports = lazy(() => import('./Imports'));
const ImportWizard = lazy(() => import('./Imports/ImportWizard'));
const Lists = lazy(() => import('./Lists'));
const Forms = lazy(() => import('./Forms'));
const FormEditor = lazy(() => import('./Forms/FormEditor'));
const Templates = lazy(() => import('./Templates'));
const TemplateEditor = lazy(() => import('./Templates/TemplateEditor'));
const Reports = lazy(() => import('./Reports'));
const Health = lazy(() => import('./Health'));
const Bounces = lazy(() => import('./Bounces'));
const Settings = lazy(() => import('./Settings'));

/** The first screen that the person may read. */
const Start = () => {
  const can = useCan();
  const first = SECTIONS.find(({ actions }) => actions.some(can));
  return first ? <Navigate to={pathTo(first.path)} replace /> : <Page.NoPermissions />;
};

/** `campaigns/*` and `reports/*` hold their own routes; `bounces/*` and `settings/*` their tabs. */
export const App = () => (
  <Page.Protect permissions={ENTRY_PERMISSIONS}>
    <Layouts.Root sideNav={<Navigation />}>
      <Suspense fallback={<Page.Loading />}>
        <Routes>
          <Route index element={<Start />} />
          <Route path="campaigns/*" element={<Campaigns />} />
          <Route path="contacts" element={<Contacts />} />
          <Route path="contacts/:id" element={<ContactForm />} />
          <Route path="imports" element={<Imports />} />
          <Route path="imports/:id" element={<ImportWizard />} />
          <Route path="lists" element={<Lists />} />
          <Route path="forms" element={<Forms />} />
          <Route path="forms/:id" element={<FormEditor />} />
          <Route path="templates" element={<Templates />} />
          <Route path="templates/:id" element={<TemplateEditor />} />
          <Route path="reports/*" element={<Reports />} />
          <Route path="health/*" element={<Health />} />
          <Route path="bounces/*" element={<Bounces />} />
          <Route path="settings/*" element={<Settings />} />
          <Route path="*" element={<Navigate to={pathTo()} replace />} />
        </Routes>
      </Suspense>
    </Layouts.Root>
  </Page.Protect>
);
