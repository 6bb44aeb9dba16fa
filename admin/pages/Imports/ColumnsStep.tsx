import { useState, type FormEvent } from 'react';
import { Button, Checkbox, Flex, Textarea } from '@strapi/design-system';

import type { ImportRun } from '../../../contracts';
import { FormField } from '../../components/FormField';
import { ListsPicker } from '../../components/ListsPicker';
import { Notice } from '../../components/Notice';
import { Panel } from '../../components/Panel';
import { useApiError } from '../../hooks/useApiError';
import { useT } from '../../hooks/useT';
import { useStartImportMutation } from '../../services/imports';
import { ColumnsTable } from './ColumnsTable';
import { mappingProblem } from './targets';

/** Step 2: what each column is, which lists, how the people agreed. Nothing has been changed until it is submitted. */
export const ColumnsStep = ({ run }: { run: ImportRun }) => {
  const t = useT();
  const { showError } = useApiError();
  const [start, { isLoading }] = useStartImportMutation();
  const [targets, setTargets] = useState(run.columns.map(({ target }) => target));
  const [listIds, setListIds] = useState<number[]>([]);
  const [updateExisting, setUpdateExisting] = useState(false);
  const [consentNote, setConsentNote] = useState('');
  const problem = mappingProblem(targets);
  const noteMissing = listIds.length > 0 && consentNote.trim() === '';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await start({
        id: run.id,
        request: { targets, listIds, updateExisting, consentNote: consentNote.trim() },
      }).unwrap();
    } catch (error) {
      showError(error);
    }
  };

  return (
    <form onSubmit={submit} noValidate>
      <Flex direction="column" alignItems="stretch" gap={6}>
        <Panel title={t('imports.columns')} hint={t('imports.columns.hint')}>
          <ColumnsTable columns={run.columns} targets={targets} onChange={setTargets} />
        </Panel>
        <Panel title={t('imports.options')}>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <FormField label={t('contacts.lists')} hint={t('imports.lists.hint')}>
              <ListsPicker value={listIds} onChange={setListIds} />
            </FormField>
            <FormField
              label={t('imports.consentNote')}
              hint={t('imports.consentNote.hint')}
              required={listIds.length > 0}
            >
              <Textarea
                value={consentNote}
                maxLength={500}
                onChange={(event) => setConsentNote(event.target.value)}
              />
            </FormField>
            <Checkbox
              checked={updateExisting}
              onCheckedChange={(checked) => setUpdateExisting(checked === true)}
            >
              {t('imports.updateExisting')}
            </Checkbox>
          </Flex>
        </Panel>
        {(problem || noteMissing) && (
          <Notice tone="warning" live>
            {t(problem ?? 'imports.consentNote.missing')}
          </Notice>
        )}
        <Flex justifyContent="flex-end">
          <Button type="submit" size="L" loading={isLoading} disabled={problem !== undefined || noteMissing}>
            {t('imports.start', { count: run.totalRows })}
          </Button>
        </Flex>
      </Flex>
    </form>
  );
};
