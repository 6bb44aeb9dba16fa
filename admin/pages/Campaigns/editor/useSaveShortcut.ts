import { useEffect } from 'react';

/** Ctrl+S, or ⌘S on a Mac, saves instead of letting the browser save the page. */
export const useSaveShortcut = (save: () => unknown, enabled: boolean): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      if (enabled) save();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [save, enabled]);
};
