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

/** For what an import changed once it is done. */
export const IMPORT_CHANGES = ['Contact', 'List'] as const;

export const { useImportsQuery, useImportQuery, useUploadImportMutation, useStartImportMutation } =
  importsApi;
