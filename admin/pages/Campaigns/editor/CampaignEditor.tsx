import { useCallback, useEffect } from 'react';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { ArrowRight, Check } from '@strapi/icons';
import { useSearchParams } from 'react-router-dom';

import type { Campaign } from '../../../../contracts';
import { UnsavedChangesGuard } from '../../../components/UnsavedChangesGuard';
import { useCan } from '../../../hooks/useCan';
import { useT } from '../../../hooks/useT';
import { pathTo } from '../../../lib/paths';
import { isStep, STEPS, type Step } from '../campaignForm';
import { CampaignStatusBadge } from '../CampaignStatusBadge';
import { ContentStep } from './ContentStep';
import { DetailsStep } from './DetailsStep';
import { ReviewStep } from '../review/ReviewStep';
import { Steps } from './Steps';
import { useCampaignForm, type CampaignForm } from './useCampaignForm';
import { useSaveShortcut } from './useSaveShortcut';

/** Composes a draft in three steps, kept in the address bar; leaving with unsaved changes asks first. */
export const CampaignEditor = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const canEdit = useCan()('campaigns.edit');
  const form = useCampaignForm(campaign);
  const { values, isDirty, isSaving, save } = form;
  const { step, goTo } = useStep();
  useSaveShortcut(save, canEdit && isDirty && !isSaving);

  const done: Record<Step, boolean> = {
    details: Boolean(values.subject.trim() && values.fromAddress && values.listIds.length),
    content: Boolean(values.mjml.trim()),
    review: false,
  };
  const next = STEPS[STEPS.indexOf(step) + 1];

  return (
    <Page.Main>
      <Page.Title>{campaign.name}</Page.Title>
      <Layouts.Header
        title={values.name || campaign.name}
        subtitle={<Subtitle isDirty={isDirty} canEdit={canEdit} />}
        navigationAction={<BackButton fallback={pathTo('campaigns')} />}
        primaryAction={
          <Flex gap={2}>
            {canEdit && <SaveButton form={form} />}
            {next && (
              <Button
                endIcon={<ArrowRight />}
                variant={isDirty ? 'tertiary' : 'default'}
                onClick={() => goTo(next)}
              >
                {t('campaigns.editor.next', { step: t(`campaigns.editor.step.${next}`) })}
              </Button>
            )}
          </Flex>
        }
      />
      <Layouts.Content>
        <Box paddingBottom={10}>
          <Flex direction="column" alignItems="stretch" gap={6}>
            <Steps current={step} done={done} onChoose={goTo} />
            {step === 'details' && <DetailsStep form={form} disabled={!canEdit} />}
            {step === 'content' && <ContentStep form={form} disabled={!canEdit} />}
            {step === 'review' && <ReviewStep campaign={campaign} form={form} goTo={goTo} />}
          </Flex>
        </Box>
      </Layouts.Content>
      <UnsavedChangesGuard when={isDirty && canEdit} />
    </Page.Main>
  );
};

/** `goTo('details', 'campaign-subject')` opens a step and puts the cursor into one of its fields. */
const useStep = () => {
  const [params, setParams] = useSearchParams();
  const wanted = params.get('step');
  const step: Step = isStep(wanted) ? wanted : 'details';
  const fieldId = params.get('field');

  useEffect(() => {
    if (!fieldId) return;
    // The design system gives a select's id to nothing but its label.
    const element =
      document.getElementById(fieldId) ??
      document.querySelector<HTMLElement>(`[aria-labelledby="${CSS.escape(fieldId)}-label"]`);
    element?.scrollIntoView({ block: 'center' });
    element?.focus();
  }, [step, fieldId]);

  const goTo = useCallback(
    (nextStep: Step, nextField?: string) => {
      setParams({ step: nextStep, ...(nextField && { field: nextField }) });
      if (!nextField) window.scrollTo({ top: 0 });
    },
    [setParams],
  );
  return { step, goTo };
};

const Subtitle = ({ isDirty, canEdit }: { isDirty: boolean; canEdit: boolean }) => {
  const t = useT();
  const words = canEdit ? (isDirty ? 'unsaved' : 'all-saved') : 'read-only';
  return (
    <Flex gap={3}>
      <CampaignStatusBadge status="draft" />
      <Typography textColor={isDirty ? 'warning600' : 'neutral600'} role="status">
        {t(`campaigns.editor.${words}`)}
      </Typography>
    </Flex>
  );
};

const SaveButton = ({ form: { isDirty, isSaving, save } }: { form: CampaignForm }) => {
  const t = useT();
  return (
    <Button
      startIcon={<Check />}
      variant={isDirty ? 'default' : 'secondary'}
      disabled={!isDirty}
      loading={isSaving}
      onClick={save}
      title={t('campaigns.editor.save-shortcut')}
      aria-keyshortcuts="Control+S Meta+S"
    >
      {t(isDirty || isSaving ? 'campaigns.editor.save' : 'campaigns.editor.saved')}
    </Button>
  );
};
