import { DesignSystemProvider } from '@strapi/design-system';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IntlProvider } from 'react-intl';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';

import {
  actionUid,
  ALL_PAGE_TEXTS,
  type PageText,
  type PublicPages,
  type PublicPagesPreviewRequest,
  type PublicPagesState,
} from '../../../../contracts';
import { translationsOf } from '../../../translations';
import { Editor } from './PublicPagesSettings';

// A whole screen of the design system is slow to find things in.
jest.setTimeout(20_000);

const permissions: { action: string }[] = [];
const update = jest.fn();
const toggleNotification = jest.fn();
const preview = jest.fn();

jest.mock('@strapi/strapi/admin', () => ({
  useAuth: (_name: string, select: (auth: object) => unknown) => select({ permissions }),
  useNotification: () => ({ toggleNotification }),
  useDebounce: (value: unknown) => value,
}));
jest.mock('../../../services/public-pages', () => ({
  useUpdatePublicPagesMutation: () => [
    (request: unknown) => ({ unwrap: async () => update(request) as unknown }),
    { isLoading: false },
  ],
  usePublicPagesPreviewQuery: (request: unknown, options: unknown) =>
    preview(request, options) as { data: unknown },
}));
// CodeMirror measures, which jsdom cannot.
jest.mock('../../../components/MjmlSource', () => {
  const { forwardRef } = jest.requireActual<typeof import('react')>('react');
  interface Source {
    label: string;
    value: string;
    onChange: (text: string) => void;
  }
  const Area = forwardRef<unknown, Source>(({ label, value, onChange }, _ref) => (
    <textarea aria-label={label} value={value} onChange={(event) => onChange(event.target.value)} />
  ));
  return { __esModule: true, default: Area };
});

globalThis.ResizeObserver = class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

const words = Object.fromEntries(
  ALL_PAGE_TEXTS.map((key) => [key, key === 'left.list' ? 'Bye {list}.' : `Our ${key}`]),
) as Record<PageText, string>;
const state: PublicPagesState = {
  pages: {
    color: '#004884',
    background: null,
    logo: null,
    footnote: { es: '', en: '' },
    texts: { es: {}, en: { 'unsubscribe.title': 'Going?' } },
    layouts: { layout: '', unsubscribe: '' },
  },
  shipped: { es: words, en: words },
  shippedLayout: '<div>{{ content }}</div>',
};
const fine = { html: '<p>page</p>', problems: { layout: [], unsubscribe: [] } };

const show = (actions: ('settings.read' | 'settings.manage')[] = ['settings.read', 'settings.manage']) => {
  permissions.splice(0, permissions.length, ...actions.map((action) => ({ action: actionUid(action) })));
  render(
    <IntlProvider locale="en" messages={translationsOf('en')}>
      <DesignSystemProvider locale="en">
        <RouterProvider
          router={createMemoryRouter([{ path: '/', element: <Editor state={state} /> }])}
          future={{ v7_startTransition: true }}
        />
      </DesignSystemProvider>
    </IntlProvider>,
  );
};
const sent = () => (update.mock.calls[0] as [PublicPages])[0];
const previewed = () => (preview.mock.calls.at(-1) as [PublicPagesPreviewRequest, { skip: boolean }])[0];
const skipped = () => (preview.mock.calls.at(-1) as [unknown, { skip: boolean }])[1].skip;

beforeEach(() => {
  jest.clearAllMocks();
  preview.mockReturnValue({ data: fine, isFetching: false });
  update.mockImplementation((pages: PublicPages) => ({ ...state, pages }));
});

describe('the settings of the public pages', () => {
  it('sends the look that was chosen, and shows it before', async () => {
    const user = userEvent.setup();
    show();
    fireEvent.change(screen.getByRole('textbox', { name: 'Background' }), { target: { value: '#ABCDEF' } });
    fireEvent.change(screen.getByLabelText('Line at the foot (English)'), { target: { value: 'Room 301' } });
    expect(previewed().pages).toMatchObject({ background: '#abcdef', footnote: { en: 'Room 301' } });
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(sent()).toMatchObject({
      color: '#004884',
      background: '#abcdef',
      footnote: { es: '', en: 'Room 301' },
    });
    expect(toggleNotification).toHaveBeenCalledWith(expect.objectContaining({ type: 'success' }));
  });

  it('keeps a colour that is none from being sent or shown', () => {
    show();
    fireEvent.change(screen.getByRole('textbox', { name: 'Colour' }), { target: { value: 'red' } });
    expect(screen.getByText(/Write the colour as #/)).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
    expect(skipped()).toBe(true);
  });

  it('takes a picture as the logo, and refuses what is none or too large', async () => {
    const user = userEvent.setup({ applyAccept: false });
    show();
    const input = screen.getByTestId('logo-file');
    await user.upload(input, new File(['x'], 'a.pdf', { type: 'application/pdf' }));
    expect(screen.getByText(/Choose a PNG/).getAttribute('role')).toBe('alert');
    await user.upload(input, new File([new Uint8Array(201 * 1024)], 'a.png', { type: 'image/png' }));
    expect(screen.getByText(/too large: 200 KB/).getAttribute('role')).toBe('alert');
    await user.upload(input, new File(['x'], 'a.png', { type: 'image/png' }));
    await screen.findByRole('img', { name: 'The logo as it stands on the pages' });
    expect(previewed().pages.logo).toBe('data:image/png;base64,eA==');
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    expect(previewed().pages.logo).toBeNull();
  });

  it('keeps the words of each language apart, and takes them back to the plugin’s', async () => {
    const user = userEvent.setup();
    show();
    await user.click(screen.getByRole('tab', { name: 'Texts' }));
    const spanish = screen.getByRole('tabpanel', { name: 'Spanish' });
    const [heading] = within(spanish).getAllByLabelText<HTMLInputElement>(/^Heading/);
    expect(heading?.placeholder).toBe('Our unsubscribe.title');
    fireEvent.focus(heading as HTMLElement);
    fireEvent.change(heading as HTMLElement, { target: { value: '¿Se va?' } });
    expect(previewed()).toMatchObject({ page: 'unsubscribe', language: 'es' });
    await user.click(screen.getByRole('tab', { name: 'English' }));
    await user.click(screen.getByRole('button', { name: 'Use the original text' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(sent().texts).toEqual({ es: { 'unsubscribe.title': '¿Se va?' }, en: {} });
  });

  it('says which name nothing fills', async () => {
    const user = userEvent.setup();
    show();
    await user.click(screen.getByRole('tab', { name: 'Texts' }));
    fireEvent.change(screen.getByLabelText('Left one list'), { target: { value: 'Adiós {email}' } });
    expect(screen.getByText('Nothing fills {email} here. You can use {institution}, {list}.')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
  });

  it('begins a layout with the plugin’s, marks what is wrong, and keeps it when turned off by mistake', async () => {
    const user = userEvent.setup();
    const missing = {
      code: 'layout-part-missing',
      severity: 'error',
      field: 'mjml',
      line: null,
      message: '',
    };
    const problems = { layout: [], unsubscribe: [{ ...missing, values: { path: 'content' } }] };
    preview.mockReturnValue({ data: { html: '', problems }, isFetching: false });
    show();
    await user.click(screen.getByRole('tab', { name: 'Layout' }));
    const own = screen.getAllByRole('switch', { name: 'A layout of your own' })[1] as HTMLElement;
    await user.click(own);
    const source = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'HTML' });
    expect(source.value).toBe('<div>{{ content }}</div>');
    fireEvent.change(source, { target: { value: '<p>mine</p>' } });
    expect(previewed().pages.layouts).toEqual({ layout: '', unsubscribe: '<p>mine</p>' });
    expect(screen.getByText(/Put {{ content }} into the layout/)).toBeTruthy();
    expect(screen.getByText(/The page appears here as soon as/)).toBeTruthy();
    await user.click(own);
    expect(previewed().pages.layouts.unsubscribe).toBe('');
    await user.click(own);
    expect(previewed().pages.layouts.unsubscribe).toBe('<p>mine</p>');
  });

  it('shows what the server refused', async () => {
    const user = userEvent.setup();
    update.mockRejectedValue({ status: 400, message: 'x', details: { code: 'layout-broken' } });
    show();
    fireEvent.change(screen.getByRole('textbox', { name: 'Colour' }), { target: { value: '#112233' } });
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(toggleNotification).toHaveBeenCalledWith(
        expect.objectContaining({ type: 'danger', message: expect.stringContaining('cannot be used yet') }),
      ),
    );
  });

  it('shows another page, language and width', async () => {
    const user = userEvent.setup();
    show();
    await user.click(screen.getByRole('button', { name: 'Spanish' }));
    expect(previewed().language).toBe('es');
    const frame = screen.getByTitle<HTMLIFrameElement>('Preview');
    expect(frame.getAttribute('sandbox')).toBe('');
    expect(frame.style.width).toBe('375px');
    await user.click(screen.getByRole('button', { name: 'Computer' }));
    expect(frame.style.width).toBe('1024px');
  });

  it('changes nothing for whoever may only read', () => {
    show(['settings.read']);
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Choose a picture' })).toBeNull();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Colour' }).disabled).toBe(true);
  });
});
