import { useState, type FormEvent } from 'react';
import { Button, Flex, Loader } from '@strapi/design-system';

import { ErrorState } from '../../../components/ErrorState';
import { Panel } from '../../../components/Panel';
import { UnsavedChangesGuard } from '../../../components/UnsavedChangesGuard';
import { useApiError, useToast } from '../../../hooks/useApiError';
import { useCan } from '../../../hooks/useCan';
import { useT } from '../../../hooks/useT';
import { useSendingRulesQuery, useUpdateSendingRulesMutation } from '../../../services/sending';
import type { SendingRulesState } from '../../../../contracts';
import { Holidays } from './Holidays';
import { QuotaFields } from './QuotaFields';
import { QuotaUse } from './QuotaUse';
import { fromDraft, rulesProblems, toDraft, type Problems } from './rules';
import { WindowFields } from './WindowFields';
import { WindowNow } from './WindowNow';

const POLL = 30_000;

/** When e-mails may leave, and how many in a month. */
export const Rules = ({ timeZone }: { timeZone: string }) => {
  const t = useT();
  const { data, error, refetch } = useSendingRulesQuery(undefined, { pollingInterval: POLL });
  if (data) return <RulesForm state={data} timeZone={timeZone} />;
  return (
    <Panel title={t('settings.window')}>
      {error ? <ErrorState error={error} onRetry={refetch} /> : <Loader small>{t('common.loading')}</Loader>}
    </Panel>
  );
};

const RulesForm = ({ state, timeZone }: { state: SendingRulesState; timeZone: string }) => {
  const t = useT();
  const editable = useCan()('settings.manage');
  const { draft, setDraft, problems, changed, isSaving, submit } = useRulesForm(state);
  return (
    <form onSubmit={submit} noValidate>
      <UnsavedChangesGuard when={changed} />
      <Flex direction="column" alignItems="stretch" gap={6}>
        <Panel
          title={t('settings.window')}
          hint={t('settings.window.hint', { zone: timeZone.replaceAll('_', ' ') })}
          action={<WindowNow rules={state.rules} window={state.window} timeZone={timeZone} />}
        >
          <Flex direction="column" alignItems="stretch" gap={5}>
            <WindowFields draft={draft} problems={problems} disabled={!editable} onChange={setDraft} />
            {draft.enabled && draft.skipHolidays && <Holidays holidays={state.holidays} />}
          </Flex>
        </Panel>
        <Panel title={t('settings.quota')} hint={t('settings.quota.hint')}>
          <Flex direction="column" alignItems="stretch" gap={5}>
            <QuotaFields draft={draft} problem={problems.quota} disabled={!editable} onChange={setDraft} />
            <QuotaUse quota={state.quota} timeZone={timeZone} />
          </Flex>
        </Panel>
        {editable && (
          <Flex justifyContent="flex-end">
            <Button type="submit" disabled={!changed} loading={isSaving}>
              {t('settings.rules.save')}
            </Button>
          </Flex>
        )}
      </Flex>
    </form>
  );
};

/** The draft, what is wrong with it, and its way to the server. */
function useRulesForm({ rules }: SendingRulesState) {
  const t = useT();
  const toast = useToast();
  const { showError } = useApiError();
  const [update, { isLoading: isSaving }] = useUpdateSendingRulesMutation();
  const [saved, setSaved] = useState(() => toDraft(rules));
  const [draft, setDraft] = useState(saved);
  const [tried, setTried] = useState(false);
  const found = rulesProblems(draft);
  const isWrong = Object.keys(found).length > 0;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isWrong) return;
    try {
      await update(fromDraft(draft)).unwrap();
      setSaved(draft);
      setTried(false);
      toast('settings.saved');
    } catch (error) {
      showError(error);
    }
  };

  return {
    draft,
    setDraft: (part: Partial<typeof draft>) => setDraft((current) => ({ ...current, ...part })),
    // Nobody is told that they are wrong before they are done.
    problems: Object.fromEntries(
      Object.entries(tried ? found : {}).map(([field, key]) => [field, t(key)]),
    ) as Problems,
    changed: JSON.stringify(draft) !== JSON.stringify(saved),
    isSaving,
    submit,
  };
}
