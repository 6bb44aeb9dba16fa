import { useState, type FormEvent, type ReactNode } from 'react';
import { Button, Flex, Modal } from '@strapi/design-system';

import { useT } from '../hooks/useT';

interface Props {
  title: string;
  submitLabel: string;
  onClose: () => void;
  /** The modal closes when it resolves and stays when it rejects (the caller shows the error). */
  onSubmit: () => Promise<unknown>;
  canSubmit?: boolean;
  children: ReactNode;
}

/** A small form in a modal; Enter submits it. Mount it to open it. */
export const FormModal = ({ title, submitLabel, onClose, onSubmit, canSubmit = true, children }: Props) => {
  const t = useT();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // A modal is inside its page's form as far as React's events go.
    event.stopPropagation();
    if (busy || !canSubmit) return;
    setBusy(true);
    try {
      await onSubmit();
      onClose();
    } catch {
      setBusy(false);
    }
  };

  return (
    <Modal.Root open onOpenChange={(open: boolean) => !open && onClose()}>
      <Modal.Content aria-describedby={undefined}>
        <form onSubmit={submit} noValidate style={{ display: 'contents' }}>
          <Modal.Header closeLabel={t('common.close')}>
            <Modal.Title>{title}</Modal.Title>
          </Modal.Header>
          <Modal.Body>
            <Flex direction="column" alignItems="stretch" gap={4}>
              {children}
            </Flex>
          </Modal.Body>
          <Modal.Footer>
            <Button variant="tertiary" type="button" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={!canSubmit}>
              {submitLabel}
            </Button>
          </Modal.Footer>
        </form>
      </Modal.Content>
    </Modal.Root>
  );
};
