import type {
  BulkContactsRequest,
  BulkContactsResponse,
  Contact,
  ContactAttributesResponse,
  ContactInput,
  ContactResponse,
  ContactsQuery,
  ContactsResponse,
  CreateContactRequest,
  SubscribeContactRequest,
} from '../../contracts';
import { api, BASE, listTags, paramsOf, rowTags } from './api';

const URL = `${BASE}/contacts`;

/** Who is on which list changes with a contact: lists show counts. */
const changed = (id: number) => [
  ...rowTags('Contact', id),
  { type: 'Contact' as const, id: 'ATTRIBUTES' },
  { type: 'List' as const, id: 'LIST' },
];

const contactsApi = api.injectEndpoints({
  endpoints: (builder) => ({
    contacts: builder.query<ContactsResponse, ContactsQuery>({
      query: (query) => ({ url: URL, config: paramsOf(query) }),
      providesTags: (result) => listTags('Contact', result?.data),
    }),
    contact: builder.query<Contact, number>({
      query: (id) => `${URL}/${id}`,
      transformResponse: ({ data }: ContactResponse) => data,
      providesTags: (_result, _error, id) => [{ type: 'Contact', id }],
    }),
    contactAttributes: builder.query<string[], void>({
      query: () => `${URL}/attributes`,
      transformResponse: ({ data }: ContactAttributesResponse) => data,
      providesTags: [{ type: 'Contact', id: 'ATTRIBUTES' }],
    }),
    createContact: builder.mutation<Contact, CreateContactRequest>({
      query: (data) => ({ url: URL, method: 'POST', data }),
      transformResponse: ({ data }: ContactResponse) => data,
      invalidatesTags: (result) => changed(result?.id ?? 0),
    }),
    updateContact: builder.mutation<Contact, { id: number; input: ContactInput }>({
      query: ({ id, input }) => ({ url: `${URL}/${id}`, method: 'PUT', data: input }),
      transformResponse: ({ data }: ContactResponse) => data,
      invalidatesTags: (_result, _error, { id }) => changed(id),
    }),
    deleteContact: builder.mutation<unknown, number>({
      query: (id) => ({ url: `${URL}/${id}`, method: 'DELETE' }),
      invalidatesTags: [
        { type: 'Contact', id: 'LIST' },
        { type: 'List', id: 'LIST' },
      ],
    }),
    subscribeContact: builder.mutation<Contact, { id: number } & SubscribeContactRequest>({
      query: ({ id, ...data }) => ({ url: `${URL}/${id}/subscriptions`, method: 'POST', data }),
      transformResponse: ({ data }: ContactResponse) => data,
      invalidatesTags: (_result, _error, { id }) => changed(id),
    }),
    unsubscribeContact: builder.mutation<Contact, { id: number; listId: number }>({
      query: ({ id, listId }) => ({ url: `${URL}/${id}/subscriptions/${listId}`, method: 'DELETE' }),
      transformResponse: ({ data }: ContactResponse) => data,
      invalidatesTags: (_result, _error, { id }) => changed(id),
    }),
    endPause: builder.mutation<Contact, number>({
      query: (id) => ({ url: `${URL}/${id}/pause`, method: 'DELETE' }),
      transformResponse: ({ data }: ContactResponse) => data,
      invalidatesTags: (_result, _error, id) => changed(id),
    }),
    suppressContact: builder.mutation<Contact, { id: number; suppressed: boolean; note?: string }>({
      query: ({ id, ...data }) => ({ url: `${URL}/${id}/suppression`, method: 'PUT', data }),
      transformResponse: ({ data }: ContactResponse) => data,
      invalidatesTags: (_result, _error, { id }) => changed(id),
    }),
    bulkContacts: builder.mutation<{ changed: number }, BulkContactsRequest>({
      query: (data) => ({ url: `${URL}/bulk`, method: 'POST', data }),
      transformResponse: ({ data }: BulkContactsResponse) => data,
      invalidatesTags: ['Contact', { type: 'List', id: 'LIST' }],
    }),
  }),
});

export const {
  useContactsQuery,
  useContactQuery,
  useContactAttributesQuery,
  useCreateContactMutation,
  useUpdateContactMutation,
  useDeleteContactMutation,
  useSubscribeContactMutation,
  useUnsubscribeContactMutation,
  useEndPauseMutation,
  useSuppressContactMutation,
  useBulkContactsMutation,
} = contactsApi;
