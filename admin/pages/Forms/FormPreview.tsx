import { useState } from 'react';
import { useDebounce } from '@strapi/strapi/admin';
import { Box, Button, Flex, Loader, Typography } from '@strapi/design-system';

import { LANGUAGES, type FormDefinition, type Language } from '../../../contracts';
import { Panel } from '../../components/Panel';
import { ScaledFrame } from '../../components/ScaledFrame';
import { useErrorText } from '../../hooks/useApiError';
import { useFormat } from '../../hooks/useFormat';
import { useT } from '../../hooks/useT';
import { useFormPreviewQuery } from '../../services/forms';

const WIDTH = 420;
const HEIGHT = 720;

/** The page as it would be right now, made by the server as visitors get it. */
export const FormPreview = ({ definition }: { definition: FormDefinition }) => {
  const t = useT();
  const errorText = useErrorText();
  const { language: own } = useFormat();
  const [asked, setAsked] = useState<Language>(own);
  const language = definition.language === 'auto' ? asked : definition.language;
  const settled = useDebounce(JSON.stringify(definition), 400);
  const { data, error, isFetching } = useFormPreviewQuery({
    definition: JSON.parse(settled) as FormDefinition,
    language,
  });
  return (
    <Panel title={t('forms.preview')}>
      <Flex direction="column" alignItems="stretch" gap={3} aria-busy={isFetching}>
        {definition.language === 'auto' && (
          <Flex gap={2} role="group" aria-label={t('common.language')}>
            {LANGUAGES.map((name) => (
              <Button
                key={name}
                type="button"
                size="S"
                variant={language === name ? 'secondary' : 'tertiary'}
                aria-pressed={language === name}
                onClick={() => setAsked(name)}
              >
                {t(`common.language.${name}`)}
              </Button>
            ))}
          </Flex>
        )}
        {error ? (
          <Typography textColor="danger600" role="alert">
            {errorText(error)}
          </Typography>
        ) : null}
        {data ? (
          <Box background="neutral150" padding={2} hasRadius>
            <ScaledFrame title={t('forms.preview')} html={data} width={WIDTH} height={HEIGHT} />
          </Box>
        ) : (
          !error && <Loader>{t('common.loading')}</Loader>
        )}
      </Flex>
    </Panel>
  );
};
