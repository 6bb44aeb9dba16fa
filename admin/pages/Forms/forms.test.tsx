import { DesignSystemProvider } from '@strapi/design-system';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IntlProvider } from 'react-intl';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';

import { actionUid, emptyDefinition, type Form, type FormInput } from '../../../contracts';
import { translationsOf } from '../../translations';
import { Editor } from './FormEditor';

const permissions: { action: string }[] = [];
const update = jest.fn();
const toggleNotification = jest.fn();

// Strapi's own half of the panel does not load outside a browser build.
jest.mock('@strapi/strapi/admin', () => {
  const Through = ({ children, title, primaryAction }: Record<string, never>) => (
    <div>
      {title}
      {primaryAction}
      {children}
    </div>
  );
  return {
    useAuth: (_name: string, select: (auth: object) => unknown) => select({ permissions }),
    useNotification: () => ({ toggleNotification }),
    useClipboard: () => ({ copy: () => Promise.resolve(true) }),
    useDebounce: (value: unknown) => value,
    BackButton: () => null,
    Page: { Main: Through, Title: () => null, Protect: Through },
    Layouts: { Header: Through, Content: Through },
  };
});
jest.mock('../../services/forms', () => ({
  useFormQuery: () => ({}),
  useCreateFormMutation: () => [jest.fn(), { isLoading: false }],
  useUpdateFormMutation: () => [
    (request: unknown) => ({ unwrap: async () => update(request) as unknown }),
    { isLoading: false },
  ],
  useFormPreviewQuery: () => ({ data: '<p>preview</p>', isFetching: false }),
  useFormSnippetsQuery: () => ({
    data: { link: 'https://x/subscribe/a', html: '<form></form>', script: '<script>', json: 'curl' },
  }),
}));
jest.mock('../../services/contacts', () => ({ useContactAttributesQuery: () => ({ data: ['city'] }) }));
jest.mock('../../services/lists', () => ({
  useListsQuery: () => ({
    data: {
      data: [
        { id: 1, name: 'Newsletter', visibility: 'public' },
        { id: 2, name: 'Staff', visibility: 'private' },
      ],
    },
  }),
}));

// jsdom measures nothing; the switch of the design system asks all the same.
globalThis.ResizeObserver = class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

const form: Form = {
  id: 7,
  name: 'Fair',
  slug: 'fair',
  isDefault: false,
  definition: emptyDefinition(),
  counts: { requested: 3, confirmed: 2 },
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
};

const show = (actions: Parameters<typeof actionUid>[0][]) => {
  permissions.splice(0, permissions.length, ...actions.map((action) => ({ action: actionUid(action) })));
  return render(
    <IntlProvider locale="en" messages={translationsOf('en')}>
      <DesignSystemProvider locale="en">
        <RouterProvider
          router={createMemoryRouter([{ path: '/', element: <Editor form={form} /> }])}
          future={{ v7_startTransition: true }}
        />
      </DesignSystemProvider>
    </IntlProvider>,
  );
};
const sent = () => (update.mock.calls[0] as [{ id: number; input: FormInput }])[0];

beforeEach(() => {
  update.mockReset();
  toggleNotification.mockReset();
});

describe('the editor of a form', () => {
  it('offers public lists only, and sends what was chosen', async () => {
    const user = userEvent.setup();
    show(['forms.read', 'forms.manage', 'lists.read', 'contacts.read']);
    await user.click(screen.getByRole('radio', { name: 'Only these:' }));
    expect(screen.queryByText('Staff')).toBeNull();
    await user.click(screen.getByRole('checkbox', { name: 'Newsletter' }));
    await user.click(screen.getByRole('checkbox', { name: 'Ticked from the start: Newsletter' }));
    await user.click(screen.getByRole('button', { name: 'city' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(sent().id).toBe(7);
    expect(sent().input.definition.lists).toEqual([{ listId: 1, preselected: true }]);
    expect(sent().input.definition.fields.at(-1)).toEqual({
      key: 'city',
      use: 'optional',
      labels: { es: '', en: '' },
    });
  });

  it('keeps the words of each language apart', async () => {
    const user = userEvent.setup();
    show(['forms.read', 'forms.manage']);
    await user.click(screen.getByRole('tab', { name: 'Texts and consent' }));
    await user.type(screen.getByLabelText('Title'), 'Feria');
    await user.click(screen.getByRole('tab', { name: 'English' }));
    await user.type(screen.getByLabelText('Title'), 'Fair');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    const { es, en } = sent().input.definition.texts;
    expect([es.title, en.title]).toEqual(['Feria', 'Fair']);
  });

  it('shows beside the field what the server refused', async () => {
    const user = userEvent.setup();
    update.mockRejectedValue({
      status: 400,
      message: 'Correct these fields',
      details: {
        code: 'invalid-input',
        fields: [{ path: 'definition.redirectUrl', message: 'Enter an address that begins with https://' }],
      },
    });
    show(['forms.read', 'forms.manage']);
    await user.click(screen.getByRole('tab', { name: 'Afterwards and sites' }));
    await user.type(screen.getByLabelText('Go on to'), 'http://x.example');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Enter an address that begins with https://')).toBeTruthy();
    expect(toggleNotification).toHaveBeenCalledWith(expect.objectContaining({ type: 'danger' }));
  });

  it('reads one site per line', async () => {
    const user = userEvent.setup();
    show(['forms.read', 'forms.manage']);
    await user.click(screen.getByRole('tab', { name: 'Afterwards and sites' }));
    await user.type(
      screen.getByLabelText('Sites whose scripts may use this form'),
      'https://a.example{Enter}https://b.example{Enter}',
    );
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(sent().input.definition.origins).toEqual(['https://a.example', 'https://b.example']);
  });

  it('changes nothing for whoever may only read', () => {
    show(['forms.read', 'lists.read', 'contacts.read']);
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'city' })).toBeNull();
    expect(screen.getByLabelText<HTMLInputElement>(/Name/).disabled).toBe(true);
  });

  it('shows the ways to use it, and that unsaved changes are not in them', async () => {
    const user = userEvent.setup();
    show(['forms.read', 'forms.manage']);
    await user.type(screen.getByLabelText(/^Name/), '!');
    await user.click(screen.getByRole('tab', { name: 'Use it' }));
    expect(screen.getByText('https://x/subscribe/a')).toBeTruthy();
    expect(screen.getByText(/Save first/)).toBeTruthy();
  });
});
