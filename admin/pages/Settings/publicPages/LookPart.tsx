import { Box, Flex, Grid, TextInput } from '@strapi/design-system';

import { LANGUAGES, SENTENCE_LENGTH } from '../../../../contracts';
import { FormField } from '../../../components/FormField';
import { Panel } from '../../../components/Panel';
import { useT } from '../../../hooks/useT';
import { ColorField } from './ColorField';
import type { PartProps } from './draft';
import { LogoField } from './LogoField';

/** What pages have around the sheet without a colour of the institution's. */
const SHIPPED_BACKGROUND = '#f3f4f6';

/** Logo, colours and the line at the foot. */
export const LookPart = (props: PartProps) => {
  const t = useT();
  const { draft, errors, disabled, onChange } = props;
  return (
    <Panel title={t('pages.look')} hint={t('pages.look.hint')}>
      <Flex direction="column" alignItems="stretch" gap={6}>
        <LogoField {...props} />
        <Grid.Root gap={4}>
          <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
            <ColorField
              label={t('pages.color')}
              name="color"
              hint={t('pages.color.hint')}
              error={errors['color']}
              value={draft.color}
              fallback="#000000"
              disabled={disabled}
              onChange={(color) => onChange({ color })}
            />
          </Grid.Item>
          <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
            <ColorField
              label={t('pages.background')}
              name="background"
              hint={t('pages.background.hint')}
              error={errors['background']}
              value={draft.background ?? ''}
              fallback={SHIPPED_BACKGROUND}
              placeholder={t('pages.background.shipped')}
              disabled={disabled}
              onChange={(background) => onChange({ background: background || null })}
            />
          </Grid.Item>
        </Grid.Root>
        {LANGUAGES.map((language) => (
          <Box key={language}>
            <FormField
              label={t('pages.footnote', { language: t(`common.language.${language}`) })}
              name={`footnote-${language}`}
              hint={language === LANGUAGES.at(-1) ? t('pages.footnote.hint') : undefined}
              error={errors[`footnote.${language}`]}
            >
              <TextInput
                value={draft.footnote[language]}
                maxLength={SENTENCE_LENGTH}
                disabled={disabled}
                onChange={(event) =>
                  onChange({ footnote: { ...draft.footnote, [language]: event.target.value } })
                }
              />
            </FormField>
          </Box>
        ))}
      </Flex>
    </Panel>
  );
};
