import type {
  ImportResponse,
  ImportRun,
  ImportsResponse,
  PageQuery,
  StartImportRequest,
} from '../../contracts';
import { api, BASE, listTags, paramsOf, rowTags } from './api';

const URL = `${BASE}/imports`;

const importsApi = api.injectEndpoints({
  endpoints: (builder) => ({
    imports: builder.query<ImportsResponse, PageQuery>({
      query: (query) => ({ url: URL, config: paramsOf(query) }),
      providesTags: (result) => listTags('Import', result?.data),
    }),
    import: builder.query<ImportRun, number>({
      query: (id) => `${URL}/${id}`,
      transformResponse: ({ data }: ImportResponse) => data,
      providesTags: (_result, _error, id) => [{ type: 'Import', id }],
      /** A finished import has changed contacts and lists. */
      onQueryStarted: async (_id, { dispatch, queryFulfilled }) => {
        const run = await queryFulfilled.then(
          ({ data }) => data,
          () => null,
        );
        if (run?.status === 'done' || run?.status === 'failed') {
          dispatch(api.util.invalidateTags(['Contact', 'List', { type: 'Import', id: 'LIST' }]));
        }
      },
    }),
    uploadImport: builder.mutation<ImportRun, File>({
      query: (file) => {
        const data = new FormData();
        data.append('file', file);
        return { url: URL, method: 'POST', data };
      },
      transformResponse: ({ data }: ImportResponse) => data,
      invalidatesTags: [{ type: 'Import', id: 'LIST' }],
    }),
    startImport: builder.mutation<ImportRun, { id: number; request: StartImportRequest }>({
      query: ({ id, request }) => ({ url: `${URL}/${id}/start`, method: 'POST', data: request }),
      transformResponse: ({ data }: ImportResponse) => data,
      invalidatesTags: (_result, _error, { id }) => rowTags('Import', id),
    }),
  }),
});

export const { useImportsQuery, useImportQuery, useUploadImportMutation, useStartImportMutation } =
  importsApi;
