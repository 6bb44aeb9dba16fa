import { useCallback, useState } from 'react';
import { useFetchClient } from '@strapi/strapi/admin';

import type { ErrorBody } from '../../contracts';
import { paramsOf } from '../services/api';
import { useApiError } from './useApiError';

/** The server's own name for the file, from RFC 6266 `filename*` or `filename`. */
export const fileNameOf = (disposition: string | null | undefined): string | null => {
  const encoded = disposition?.match(/filename\*=UTF-8''([^;]+)/i)?.[1];
  if (encoded) return decodeURIComponent(encoded);
  return disposition?.match(/filename="?([^";]+)"?/i)?.[1] ?? null;
};

const save = (blob: Blob, name: string) => {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the blob after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};

/**
 * `const { download, isDownloading } = useDownload(); download('/mail-campaigns/…', { separator: ';' }, 'contacts.csv')`.
 * The fetch client drops the body of a failed download; taking every status as valid keeps the server's words.
 */
export const useDownload = () => {
  const { get } = useFetchClient();
  const { showError } = useApiError();
  const [isDownloading, setDownloading] = useState(false);

  const download = useCallback(
    async (url: string, params: object, fallbackName: string) => {
      setDownloading(true);
      try {
        const { data, headers, status } = await get(url, {
          ...paramsOf(params),
          responseType: 'blob',
          validateStatus: () => true,
        });
        if (status !== undefined && status >= 400) {
          showError((JSON.parse(await data.text()) as ErrorBody).error);
          return;
        }
        save(data, fileNameOf(headers?.get('content-disposition')) ?? fallbackName);
      } catch (error) {
        showError(error);
      } finally {
        setDownloading(false);
      }
    },
    [get, showError],
  );
  return { download, isDownloading };
};
