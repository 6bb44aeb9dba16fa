import { useId, useRef, useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';

import { LOGO_BYTES, LOGO_TYPES } from '../../../../contracts';
import { useT } from '../../../hooks/useT';
import { logoProblem, type PartProps } from './draft';

const readAsUri = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error('The file cannot be read'));
    reader.readAsDataURL(file);
  });

/** The picture, as pages show it: on white, whatever the look of the panel. */
export const LogoField = ({ draft, errors, disabled, onChange }: PartProps) => {
  const t = useT();
  const labelId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const most = LOGO_BYTES / 1024;

  const take = async (file: File | undefined) => {
    if (!file) return;
    const found = logoProblem(file);
    setProblem(found);
    if (found) return;
    try {
      onChange({ logo: await readAsUri(file) });
    } catch {
      setProblem('error.logo-unreadable');
    }
  };

  const error = problem ? t(problem, { most }) : errors['logo'];
  return (
    <Flex direction="column" alignItems="stretch" gap={2} role="group" aria-labelledby={labelId}>
      <Typography id={labelId} variant="pi" fontWeight="bold" textColor="neutral800">
        {t('pages.logo')}
      </Typography>
      <Flex gap={4} wrap="wrap">
        {draft.logo ? (
          <Box padding={2} hasRadius borderColor="neutral200" style={{ background: '#ffffff' }}>
            <img
              src={draft.logo}
              alt={t('pages.logo.current')}
              style={{ display: 'block', maxHeight: 64, maxWidth: 200 }}
            />
          </Box>
        ) : (
          <Typography textColor="neutral600">{t('pages.logo.none')}</Typography>
        )}
        {!disabled && (
          <Flex gap={2}>
            <Button type="button" variant="secondary" size="S" onClick={() => input.current?.click()}>
              {t(draft.logo ? 'pages.logo.replace' : 'pages.logo.choose')}
            </Button>
            {draft.logo && (
              <Button type="button" variant="danger-light" size="S" onClick={() => onChange({ logo: null })}>
                {t('pages.logo.remove')}
              </Button>
            )}
          </Flex>
        )}
      </Flex>
      {error ? (
        <Typography variant="pi" textColor="danger600" role="alert">
          {error}
        </Typography>
      ) : (
        <Typography variant="pi" textColor="neutral600">
          {t('pages.logo.hint', { most })}
        </Typography>
      )}
      <input
        ref={input}
        type="file"
        hidden
        data-testid="logo-file"
        accept={LOGO_TYPES.join(',')}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </Flex>
  );
};
