import { DesignSystemProvider } from '@strapi/design-system';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { IntlProvider } from 'react-intl';

import { translationsOf } from '../translations';
import { ConfirmDialog } from './ConfirmDialog';
import { ContentProblems } from './ContentProblems';
import { DeleteDialog } from './DeleteDialog';

const toggleNotification = jest.fn();
// Strapi's own half of the panel does not load outside a browser build.
jest.mock('@strapi/strapi/admin', () => ({ useNotification: () => ({ toggleNotification }) }));

const show = (element: ReactElement, locale = 'es') =>
  render(
    <IntlProvider locale={locale} messages={translationsOf(locale)}>
      <DesignSystemProvider locale={locale}>{element}</DesignSystemProvider>
    </IntlProvider>,
  );

describe('the dialog that asks first', () => {
  const dialog = (props: Partial<Parameters<typeof ConfirmDialog>[0]>) =>
    show(
      <ConfirmDialog
        open
        onClose={() => undefined}
        onConfirm={() => undefined}
        title="¿Eliminar?"
        confirmLabel="Eliminar"
        {...props}
      >
        Se borrarán definitivamente.
      </ConfirmDialog>,
    );
  const confirm = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Eliminar' });

  it('lets nobody confirm before the word is typed', async () => {
    const user = userEvent.setup();
    const onConfirm = jest.fn();
    dialog({ typed: '20', onConfirm });
    await user.type(screen.getByLabelText('Escriba «20» para confirmar'), '2');
    expect(confirm().disabled).toBe(true);
    await user.click(confirm());
    expect(onConfirm).not.toHaveBeenCalled();
    await user.type(screen.getByRole('textbox'), '0');
    await user.click(confirm());
    expect(onConfirm).toHaveBeenCalledTimes(1);
  });

  it('closes when it worked and stays when it failed', async () => {
    const user = userEvent.setup();
    const onClose = jest.fn();
    const onConfirm = jest.fn().mockRejectedValueOnce(new Error('refused')).mockResolvedValueOnce(undefined);
    dialog({ onConfirm, onClose });
    await user.click(confirm());
    await waitFor(() => expect(confirm().disabled).toBe(false));
    expect(onClose).not.toHaveBeenCalled();
    await user.click(confirm());
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
  });
});

test('the dialog that deletes says that it did; where it cannot it says why, and stays', async () => {
  const user = userEvent.setup();
  const onClose = jest.fn();
  const onDelete = jest.fn().mockRejectedValueOnce({ status: 403 }).mockResolvedValueOnce(undefined);
  show(
    <DeleteDialog open onClose={onClose} onDelete={onDelete} title="¿Eliminar?" done="lists.deleted">
      Se borrará.
    </DeleteDialog>,
  );
  const last = () => toggleNotification.mock.lastCall?.[0] as { type: string; message: string } | undefined;
  await user.click(screen.getByRole('button', { name: 'Eliminar' }));
  await waitFor(() => expect(last()?.type).toBe('danger'));
  expect(onClose).not.toHaveBeenCalled();
  await user.click(screen.getByRole('button', { name: 'Eliminar' }));
  await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
  expect(last()).toEqual({ type: 'success', message: 'Lista eliminada.' });
});

describe('the problems of content', () => {
  const problems = [
    { code: 'link-empty', severity: 'warning' as const, line: 3, message: 'It leads nowhere.' },
    {
      code: 'merge-tag-unknown',
      severity: 'error' as const,
      line: 12,
      message: 'There is no merge tag.',
      values: { path: 'contact.nombre' },
    },
    { code: 'brand-new-code', severity: 'warning' as const, line: null, message: 'Only the server knows.' },
  ];

  it('come errors first, in the language of the person, else in the words of the server', () => {
    show(<ContentProblems problems={problems} />);
    const items = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(items).toEqual([
      'Error: No existe el campo {{ contact.nombre }}. Elija uno del menú «Insertar campo».',
      'Advertencia: Un enlace o una imagen no lleva a ninguna parte. Escriba la dirección.',
      'Advertencia: Only the server knows.',
    ]);
  });

  it('lead to their line', async () => {
    const goTo = jest.fn();
    show(<ContentProblems problems={problems} onGoToLine={goTo} />, 'en');
    await userEvent.setup().click(screen.getByRole('button', { name: 'Go to line 12' }));
    expect(goTo).toHaveBeenCalledWith(12);
  });
});
