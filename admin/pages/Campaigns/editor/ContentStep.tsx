import { useState } from 'react';
import { Box, Button, Flex } from '@strapi/design-system';
import { Layout, Stack } from '@strapi/icons';

import { ContentEditor } from '../../../components/ContentEditor';
import { useCan } from '../../../hooks/useCan';
import { useT } from '../../../hooks/useT';
import { Section } from '../Section';
import { PickTemplateModal } from '../templates/PickTemplateModal';
import { SaveAsTemplateModal } from '../templates/SaveAsTemplateModal';
import type { StepProps } from './DetailsStep';

/** The content as source and as e-mail, side by side. */
export const ContentStep = ({ form: { values, change }, disabled }: StepProps) => {
  const t = useT();
  const can = useCan();
  const [dialog, setDialog] = useState<'pick' | 'save' | null>(null);
  const close = () => setDialog(null);

  return (
    <Section
      title={t('campaigns.editor.step.content')}
      action={
        <Flex gap={2} wrap="wrap">
          {can('templates.read') && !disabled && (
            <Button variant="secondary" size="S" startIcon={<Layout />} onClick={() => setDialog('pick')}>
              {t('campaigns.content.pick-template')}
            </Button>
          )}
          {can('templates.manage') && (
            <Button
              variant="tertiary"
              size="S"
              startIcon={<Stack />}
              disabled={!values.mjml.trim()}
              onClick={() => setDialog('save')}
            >
              {t('campaigns.content.save-as-template')}
            </Button>
          )}
        </Flex>
      }
    >
      <Box id="campaign-content" tabIndex={-1}>
        <ContentEditor
          mjml={values.mjml}
          onChange={(mjml) => change({ mjml })}
          readOnly={disabled}
          subject={values.subject}
          preheader={values.preheader}
        />
      </Box>
      {dialog === 'pick' && (
        <PickTemplateModal
          replaces={Boolean(values.mjml.trim())}
          onPick={(template) => change({ mjml: template.mjml })}
          onClose={close}
        />
      )}
      {dialog === 'save' && <SaveAsTemplateModal mjml={values.mjml} name={values.name} onClose={close} />}
    </Section>
  );
};
