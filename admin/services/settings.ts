import type {
  Institution,
  Sender,
  SenderInput,
  SenderResponse,
  SendersResponse,
  Settings,
  SettingsResponse,
} from '../../contracts';
import { api, BASE, listTags, rowTags } from './api';

const settingsApi = api.injectEndpoints({
  endpoints: (builder) => ({
    settings: builder.query<Settings, void>({
      query: () => `${BASE}/settings`,
      transformResponse: ({ data }: SettingsResponse) => data,
      providesTags: ['Settings'],
    }),
    updateInstitution: builder.mutation<Settings, Institution>({
      query: (data) => ({ url: `${BASE}/settings`, method: 'PUT', data }),
      transformResponse: ({ data }: SettingsResponse) => data,
      invalidatesTags: ['Settings'],
    }),
    senders: builder.query<Sender[], void>({
      query: () => `${BASE}/senders`,
      transformResponse: ({ data }: SendersResponse) => data,
      providesTags: (result) => listTags('Sender', result),
    }),
    createSender: builder.mutation<Sender, SenderInput>({
      query: (data) => ({ url: `${BASE}/senders`, method: 'POST', data }),
      transformResponse: ({ data }: SenderResponse) => data,
      invalidatesTags: [{ type: 'Sender', id: 'LIST' }],
    }),
    updateSender: builder.mutation<Sender, { id: number; input: SenderInput }>({
      query: ({ id, input }) => ({ url: `${BASE}/senders/${id}`, method: 'PUT', data: input }),
      transformResponse: ({ data }: SenderResponse) => data,
      invalidatesTags: (_result, _error, { id }) => rowTags('Sender', id),
    }),
    deleteSender: builder.mutation<unknown, number>({
      query: (id) => ({ url: `${BASE}/senders/${id}`, method: 'DELETE' }),
      invalidatesTags: [{ type: 'Sender', id: 'LIST' }],
    }),
  }),
});

export const {
  useSettingsQuery,
  useUpdateInstitutionMutation,
  useSendersQuery,
  useCreateSenderMutation,
  useUpdateSenderMutation,
  useDeleteSenderMutation,
} = settingsApi;
