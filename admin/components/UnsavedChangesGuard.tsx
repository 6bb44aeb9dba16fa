import { useEffect, useRef } from 'react';
import { useBlocker } from 'react-router-dom';

import { useT } from '../hooks/useT';
import { ConfirmDialog } from './ConfirmDialog';

/** For `navigate(path, LEAVE)` right after saving, when the guard has not yet heard that all is saved. */
export const LEAVE = { state: { leave: true } };

/** Asks before a changed form is left: by a link, the back button, a reload or the closing of the tab. */
export const UnsavedChangesGuard = ({ when }: { when: boolean }) => {
  const t = useT();
  const leaving = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      when &&
      !(nextLocation.state as { leave?: boolean } | null)?.leave &&
      currentLocation.pathname !== nextLocation.pathname,
  );

  useEffect(() => {
    if (!when) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [when]);

  return (
    <ConfirmDialog
      open={blocker.state === 'blocked'}
      onClose={() => !leaving.current && blocker.reset?.()}
      onConfirm={() => {
        leaving.current = true;
        blocker.proceed?.();
      }}
      title={t('common.unsaved.title')}
      confirmLabel={t('common.unsaved.leave')}
    >
      {t('common.unsaved.text')}
    </ConfirmDialog>
  );
};
