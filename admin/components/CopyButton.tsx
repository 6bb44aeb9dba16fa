import { useClipboard } from '@strapi/strapi/admin';
import { IconButton } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';

import { useToast } from '../hooks/useApiError';

/** Puts a text on the clipboard. @param label what is copied, for whoever cannot see where the button stands. */
export const CopyButton = ({ text, label }: { text: string; label: string }) => {
  const toast = useToast();
  const { copy } = useClipboard();
  const copyText = async () => {
    if (await copy(text)) toast('common.copied');
  };
  return (
    <IconButton variant="ghost" label={label} onClick={copyText}>
      <Duplicate />
    </IconButton>
  );
};
