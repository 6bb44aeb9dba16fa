import { useEffect, useState } from 'react';
import { useDebounce } from '@strapi/strapi/admin';
import {
  Box,
  Button,
  Flex,
  Loader,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';

import {
  LANGUAGES,
  PREVIEW_PAGES,
  type Language,
  type PreviewPage,
  type PublicPages,
  type PublicPagesPreview,
} from '../../../../contracts';
import { FormField } from '../../../components/FormField';
import { Panel } from '../../../components/Panel';
import { ScaledFrame } from '../../../components/ScaledFrame';
import { useErrorText } from '../../../hooks/useApiError';
import { useT } from '../../../hooks/useT';
import { usePublicPagesPreviewQuery } from '../../../services/public-pages';

const WIDTHS = { phone: 375, desktop: 1024 } as const;
type Device = keyof typeof WIDTHS;
const HEIGHT = 640;
const SETTLE_MS = 500;

interface Props {
  /** As it would be saved. */
  pages: PublicPages;
  /** False while something in it cannot be shown: the picture of before stays. */
  ready: boolean;
  page: PreviewPage;
  language: Language;
  onChoose: (page: PreviewPage, language: Language) => void;
  onProblems: (problems: PublicPagesPreview['problems']) => void;
}

/** A public page as it would be if this were saved, made by the server. */
export const PagesPreview = ({ pages, ready, page, language, onChoose, onProblems }: Props) => {
  const t = useT();
  const errorText = useErrorText();
  const [device, setDevice] = useState<Device>('phone');
  const settled = useDebounce(JSON.stringify(pages), SETTLE_MS);
  const { data, error, isFetching } = usePublicPagesPreviewQuery(
    { pages: JSON.parse(settled) as PublicPages, page, language },
    { skip: !ready },
  );

  useEffect(() => {
    if (data) onProblems(data.problems);
  }, [data, onProblems]);

  return (
    <Panel title={t('pages.preview')} hint={t('pages.preview.hint')}>
      <Flex direction="column" alignItems="stretch" gap={3} aria-busy={isFetching}>
        <FormField label={t('pages.preview.page')} name="preview-page">
          <SingleSelect value={page} onChange={(next) => onChoose(next as PreviewPage, language)}>
            {PREVIEW_PAGES.map((name) => (
              <SingleSelectOption key={name} value={name}>
                {t(`pages.preview.page.${name}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </FormField>
        <Flex gap={4} wrap="wrap">
          <Choice
            label={t('common.language')}
            names={LANGUAGES}
            chosen={language}
            textOf={(name) => t(`common.language.${name}`)}
            onChoose={(next) => onChoose(page, next)}
          />
          <Choice
            label={t('templates.preview.width')}
            names={Object.keys(WIDTHS) as Device[]}
            chosen={device}
            textOf={(name) => t(`templates.preview.${name}`)}
            onChoose={setDevice}
          />
        </Flex>
        {error ? (
          <Typography textColor="danger600" role="alert">
            {errorText(error)}
          </Typography>
        ) : null}
        <Picture html={data?.html} width={WIDTHS[device]} failed={Boolean(error)} />
      </Flex>
    </Panel>
  );
};

const Picture = ({ html, width, failed }: { html: string | undefined; width: number; failed: boolean }) => {
  const t = useT();
  if (html) {
    return (
      <Box background="neutral150" padding={2} hasRadius>
        <ScaledFrame title={t('pages.preview')} html={html} width={width} height={HEIGHT} />
      </Box>
    );
  }
  if (failed) return null;
  return (
    <Flex justifyContent="center" height={`${HEIGHT}px`} background="neutral100" hasRadius padding={6}>
      {html === undefined ? (
        <Loader>{t('common.loading')}</Loader>
      ) : (
        <Typography textAlign="center">{t('pages.preview.broken')}</Typography>
      )}
    </Flex>
  );
};

interface ChoiceProps<T extends string> {
  label: string;
  names: readonly T[];
  chosen: T;
  textOf: (name: T) => string;
  onChoose: (name: T) => void;
}

const Choice = <T extends string>({ label, names, chosen, textOf, onChoose }: ChoiceProps<T>) => (
  <Flex gap={2} role="group" aria-label={label}>
    {names.map((name) => (
      <Button
        key={name}
        type="button"
        size="S"
        variant={chosen === name ? 'secondary' : 'tertiary'}
        aria-pressed={chosen === name}
        onClick={() => onChoose(name)}
      >
        {textOf(name)}
      </Button>
    ))}
  </Flex>
);
