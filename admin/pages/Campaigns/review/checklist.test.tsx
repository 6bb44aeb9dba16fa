import { DesignSystemProvider } from '@strapi/design-system';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IntlProvider } from 'react-intl';
import { MemoryRouter, useLocation } from 'react-router-dom';

import type { CampaignCheck, SettingProblem } from '../../../../contracts';
import { translationsOf } from '../../../translations';
import { Checklist } from './Checklist';

const Place = () => {
  const { pathname, search } = useLocation();
  return <output>{pathname + search}</output>;
};

const show = (problem: Partial<SettingProblem>) => {
  const check = {
    ready: true,
    problems: [{ severity: 'warning', field: 'settings', line: null, message: '', ...problem }],
    audience: { candidates: 1, recipients: 1, excluded: {} },
  } as CampaignCheck;
  render(
    <IntlProvider locale="es" messages={translationsOf('es')}>
      <DesignSystemProvider locale="es">
        <MemoryRouter future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
          <Checklist check={check} isFetching={false} onRetry={() => undefined} goTo={() => undefined} />
          <Place />
        </MemoryRouter>
      </DesignSystemProvider>
    </IntlProvider>,
  );
};

it('says what is wrong in the DNS of the sender, and leads to the record to publish', async () => {
  const user = userEvent.setup();
  show({
    code: 'domain-health',
    values: { domain: 'idep.edu.co', senderId: 3, records: 'SPF, DKIM' },
  });
  expect(document.body.textContent).toContain(
    'En el DNS de idep.edu.co falta algo o algo está mal (SPF, DKIM)',
  );
  await user.click(screen.getByRole('button', { name: 'Abrir la salud de dominios' }));
  expect(document.querySelector('output')?.textContent).toMatch(/\/health\?sender=3$/);
});

it('leads to the settings of sending for what is put right there', async () => {
  const user = userEvent.setup();
  show({ code: 'transport-missing', severity: 'error' });
  await user.click(screen.getByRole('button', { name: 'Abrir configuración' }));
  expect(document.querySelector('output')?.textContent).toMatch(/\/settings\/sending$/);
});
