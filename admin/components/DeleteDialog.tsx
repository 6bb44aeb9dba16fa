import type { ReactNode } from 'react';

import { useApiError, useToast } from '../hooks/useApiError';
import { useT } from '../hooks/useT';
import { ConfirmDialog } from './ConfirmDialog';

interface Props {
  open: boolean;
  onClose: () => void;
  onDelete: () => Promise<unknown>;
  title: string;
  /** What will happen, in a sentence. */
  children: ReactNode;
  /** Key of what is said afterwards. */
  done: string;
}

/** Asks before something is deleted, and says that it was, or why it cannot be. */
export const DeleteDialog = ({ onDelete, done, ...dialog }: Props) => {
  const t = useT();
  const toast = useToast();
  const { showError } = useApiError();
  const confirm = async () => {
    try {
      await onDelete();
      toast(done);
    } catch (error) {
      showError(error);
      throw error;
    }
  };
  return <ConfirmDialog {...dialog} onConfirm={confirm} confirmLabel={t('common.delete')} />;
};
