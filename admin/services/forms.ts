import type {
  Form,
  FormInput,
  FormPreviewRequest,
  FormPreviewResponse,
  FormResponse,
  FormSnippets,
  FormSnippetsResponse,
  FormsQuery,
  FormsResponse,
  Language,
} from '../../contracts';
import { api, BASE, listTags, paramsOf, rowTags } from './api';

const URL = `${BASE}/forms`;
const row = ({ data }: FormResponse) => data;

const formsApi = api.injectEndpoints({
  endpoints: (builder) => ({
    forms: builder.query<FormsResponse, FormsQuery>({
      query: (query) => ({ url: URL, config: paramsOf(query) }),
      providesTags: (result) => listTags('Form', result?.data),
    }),
    form: builder.query<Form, number>({
      query: (id) => `${URL}/${id}`,
      transformResponse: row,
      providesTags: (_result, _error, id) => [{ type: 'Form', id }],
    }),
    createForm: builder.mutation<Form, FormInput>({
      query: (data) => ({ url: URL, method: 'POST', data }),
      transformResponse: row,
      invalidatesTags: [{ type: 'Form', id: 'LIST' }],
    }),
    updateForm: builder.mutation<Form, { id: number; input: FormInput }>({
      query: ({ id, input }) => ({ url: `${URL}/${id}`, method: 'PUT', data: input }),
      transformResponse: row,
      invalidatesTags: (_result, _error, { id }) => rowTags('Form', id),
    }),
    duplicateForm: builder.mutation<Form, number>({
      query: (id) => ({ url: `${URL}/${id}/duplicate`, method: 'POST', data: {} }),
      transformResponse: row,
      invalidatesTags: [{ type: 'Form', id: 'LIST' }],
    }),
    deleteForm: builder.mutation<unknown, number>({
      query: (id) => ({ url: `${URL}/${id}`, method: 'DELETE' }),
      invalidatesTags: [{ type: 'Form', id: 'LIST' }],
    }),
    formSnippets: builder.query<FormSnippets, { id: number; language: Language }>({
      query: ({ id, language }) => ({ url: `${URL}/${id}/snippets`, config: paramsOf({ language }) }),
      transformResponse: ({ data }: FormSnippetsResponse) => data,
      providesTags: (_result, _error, { id }) => [{ type: 'Form', id }],
    }),
    formPreview: builder.query<string, FormPreviewRequest>({
      query: (data) => ({ url: `${URL}/preview`, method: 'POST', data }),
      transformResponse: ({ data }: FormPreviewResponse) => data.html,
      keepUnusedDataFor: 0,
    }),
  }),
});

export const {
  useFormsQuery,
  useFormQuery,
  useCreateFormMutation,
  useUpdateFormMutation,
  useDuplicateFormMutation,
  useDeleteFormMutation,
  useFormSnippetsQuery,
  useFormPreviewQuery,
} = formsApi;
