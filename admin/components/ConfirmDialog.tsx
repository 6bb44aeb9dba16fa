import { useId, useState, type ReactNode } from 'react';
import { Button, Dialog, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

import { useT } from '../hooks/useT';

interface Props {
  open: boolean;
  onClose: () => void;
  /** The dialog closes when it resolves and stays when it rejects (the caller shows the error). */
  onConfirm: () => Promise<void> | void;
  title: string;
  /** What will happen, in a sentence. */
  children: ReactNode;
  confirmLabel: string;
  /** In place of “Cancel”, where cancelling is what is asked about. */
  dismissLabel?: string;
  /** A word or number to be typed first, for what cannot be undone. */
  typed?: string;
  variant?: 'danger' | 'default';
}

/** Asks before something that others will notice or that cannot be undone. */
export const ConfirmDialog = (props: Props) => (
  <Dialog.Root open={props.open} onOpenChange={(open: boolean) => !open && props.onClose()}>
    {props.open && <Content {...props} />}
  </Dialog.Root>
);

const Content = ({
  onClose,
  onConfirm,
  title,
  children,
  confirmLabel,
  dismissLabel,
  typed,
  variant = 'danger',
}: Props) => {
  const t = useT();
  const descriptionId = useId();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const blocked = typed !== undefined && text.trim() !== typed;

  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch {
      setBusy(false);
    }
  };

  return (
    <Dialog.Content aria-describedby={descriptionId}>
      <Dialog.Header>{title}</Dialog.Header>
      <Dialog.Body
        icon={
          <WarningCircle
            width="24px"
            height="24px"
            fill={variant === 'danger' ? 'danger600' : 'primary600'}
          />
        }
      >
        <Flex direction="column" gap={4} alignItems="stretch" width="100%">
          <Typography id={descriptionId} textAlign="center" tag="div">
            {children}
          </Typography>
          {typed !== undefined && (
            <Field.Root>
              <Field.Label>{t('common.typeToConfirm', { word: typed })}</Field.Label>
              <TextInput value={text} onChange={(event) => setText(event.target.value)} autoComplete="off" />
            </Field.Root>
          )}
        </Flex>
      </Dialog.Body>
      <Dialog.Footer>
        <Dialog.Cancel>
          <Button fullWidth variant="tertiary" disabled={busy}>
            {dismissLabel ?? t('common.cancel')}
          </Button>
        </Dialog.Cancel>
        <Button fullWidth variant={variant} onClick={confirm} loading={busy} disabled={blocked}>
          {confirmLabel}
        </Button>
      </Dialog.Footer>
    </Dialog.Content>
  );
};
