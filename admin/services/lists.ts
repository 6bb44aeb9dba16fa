import type { List, ListInput, ListResponse, ListsQuery, ListsResponse } from '../../contracts';
import { api, BASE, listTags, paramsOf, rowTags } from './api';

const URL = `${BASE}/lists`;

const listsApi = api.injectEndpoints({
  endpoints: (builder) => ({
    lists: builder.query<ListsResponse, ListsQuery>({
      query: (query) => ({ url: URL, config: paramsOf(query) }),
      providesTags: (result) => listTags('List', result?.data),
    }),
    createList: builder.mutation<List, ListInput>({
      query: (data) => ({ url: URL, method: 'POST', data }),
      transformResponse: ({ data }: ListResponse) => data,
      invalidatesTags: [{ type: 'List', id: 'LIST' }],
    }),
    updateList: builder.mutation<List, { id: number; input: ListInput }>({
      query: ({ id, input }) => ({ url: `${URL}/${id}`, method: 'PUT', data: input }),
      transformResponse: ({ data }: ListResponse) => data,
      invalidatesTags: (_result, _error, { id }) => [...rowTags('List', id), { type: 'Contact', id: 'LIST' }],
    }),
    deleteList: builder.mutation<unknown, number>({
      query: (id) => ({ url: `${URL}/${id}`, method: 'DELETE' }),
      invalidatesTags: [{ type: 'List', id: 'LIST' }, 'Contact'],
    }),
  }),
});

export const { useListsQuery, useCreateListMutation, useUpdateListMutation, useDeleteListMutation } =
  listsApi;
