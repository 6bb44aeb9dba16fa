import { useState, type FormEvent } from 'react';
import { Button, Flex } from '@strapi/design-system';

import type { Institution } from '../../../contracts';
import { Panel } from '../../components/Panel';
import { UnsavedChangesGuard } from '../../components/UnsavedChangesGuard';
import { useApiError, useToast } from '../../hooks/useApiError';
import { useCan } from '../../hooks/useCan';
import { useT } from '../../hooks/useT';
import { fieldMessages } from '../../lib/api-error';
import { useUpdateInstitutionMutation } from '../../services/settings';
import { InstitutionFields } from './InstitutionFields';
import { cleanInstitution, institutionProblems } from './institution';

/** Who writes: shown at the foot of each e-mail and on the public pages. */
export const InstitutionForm = ({ institution }: { institution: Institution }) => {
  const t = useT();
  const toast = useToast();
  const { showError } = useApiError();
  const editable = useCan()('settings.manage');
  const [update, { isLoading }] = useUpdateInstitutionMutation();
  const [saved, setSaved] = useState(institution);
  const [draft, setDraft] = useState(institution);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const changed = JSON.stringify(draft) !== JSON.stringify(saved);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const clean = cleanInstitution(draft);
    const problems = Object.entries(institutionProblems(clean)).map(
      ([field, key]) => [field, t(key)] as const,
    );
    setErrors(Object.fromEntries(problems));
    if (problems.length > 0) return;
    try {
      const { institution: stored } = await update(clean).unwrap();
      setSaved(stored);
      setDraft(stored);
      toast('settings.saved');
    } catch (error) {
      setErrors(fieldMessages(error));
      showError(error);
    }
  };

  return (
    <form onSubmit={submit} noValidate>
      <UnsavedChangesGuard when={changed} />
      <Panel title={t('settings.institution')} hint={t('settings.institution.hint')}>
        <Flex direction="column" alignItems="stretch" gap={6}>
          <InstitutionFields
            draft={draft}
            errors={errors}
            disabled={!editable}
            onChange={(part) => setDraft({ ...draft, ...part })}
          />
          {editable && (
            <Flex justifyContent="flex-end">
              <Button type="submit" disabled={!changed} loading={isLoading}>
                {t('common.save')}
              </Button>
            </Flex>
          )}
        </Flex>
      </Panel>
    </form>
  );
};
