import type { MergeTag, MergeTagsResponse, Preview, PreviewRequest, PreviewResponse } from '../../contracts';
import { api, BASE } from './api';

const contentApi = api.injectEndpoints({
  endpoints: (builder) => ({
    /** A query although it posts: it changes nothing, and the same content must not be compiled twice. */
    preview: builder.query<Preview, PreviewRequest>({
      query: (data) => ({ url: `${BASE}/content/preview`, method: 'POST', data }),
      transformResponse: ({ data }: PreviewResponse) => data,
      keepUnusedDataFor: 20,
    }),
    mergeTags: builder.query<MergeTag[], void>({
      query: () => `${BASE}/content/merge-tags`,
      transformResponse: ({ data }: MergeTagsResponse) => data,
      providesTags: [{ type: 'Contact', id: 'ATTRIBUTES' }],
    }),
  }),
});

export const { usePreviewQuery, useMergeTagsQuery } = contentApi;
