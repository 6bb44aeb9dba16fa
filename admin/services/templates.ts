import type { One, Template, TemplateInput, TemplatesQuery, TemplatesResponse } from '../../contracts';
import { api, BASE, listTags, paramsOf, rowTags } from './api';

const URL = `${BASE}/templates`;
const row = ({ data }: One<Template>) => data;

const templatesApi = api.injectEndpoints({
  endpoints: (builder) => ({
    templates: builder.query<TemplatesResponse, TemplatesQuery>({
      query: (query) => ({ url: URL, config: paramsOf(query) }),
      providesTags: (result) => listTags('Template', result?.data),
    }),
    template: builder.query<Template, number>({
      query: (id) => `${URL}/${id}`,
      transformResponse: row,
      providesTags: (_result, _error, id) => [{ type: 'Template', id }],
    }),
    createTemplate: builder.mutation<Template, TemplateInput>({
      query: (data) => ({ url: URL, method: 'POST', data }),
      transformResponse: row,
      invalidatesTags: [{ type: 'Template', id: 'LIST' }],
    }),
    updateTemplate: builder.mutation<Template, { id: number; input: TemplateInput }>({
      query: ({ id, input }) => ({ url: `${URL}/${id}`, method: 'PUT', data: input }),
      transformResponse: row,
      invalidatesTags: (_result, _error, { id }) => rowTags('Template', id),
    }),
    duplicateTemplate: builder.mutation<Template, number>({
      query: (id) => ({ url: `${URL}/${id}/duplicate`, method: 'POST', data: {} }),
      transformResponse: row,
      invalidatesTags: [{ type: 'Template', id: 'LIST' }],
    }),
    deleteTemplate: builder.mutation<unknown, number>({
      query: (id) => ({ url: `${URL}/${id}`, method: 'DELETE' }),
      invalidatesTags: [{ type: 'Template', id: 'LIST' }],
    }),
  }),
});

export const {
  useTemplatesQuery,
  useTemplateQuery,
  useCreateTemplateMutation,
  useUpdateTemplateMutation,
  useDuplicateTemplateMutation,
  useDeleteTemplateMutation,
} = templatesApi;
