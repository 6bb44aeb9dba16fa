import { useState, type FormEvent } from 'react';
import { Page } from '@strapi/strapi/admin';
import { Box, Button, Flex, Grid, Tabs, TextInput } from '@strapi/design-system';
import { useNavigate, useParams } from 'react-router-dom';

import { emptyDefinition, type Form, type FormDefinition, type FormInput } from '../../../contracts';
import { ErrorState } from '../../components/ErrorState';
import { FormField } from '../../components/FormField';
import { PageLayout } from '../../components/PageLayout';
import { Panel } from '../../components/Panel';
import { LEAVE, UnsavedChangesGuard } from '../../components/UnsavedChangesGuard';
import { useApiError, useToast } from '../../hooks/useApiError';
import { useCan } from '../../hooks/useCan';
import { useT } from '../../hooks/useT';
import { fieldMessages } from '../../lib/api-error';
import { pathTo } from '../../lib/paths';
import { PERMISSIONS } from '../../permissions';
import { useCreateFormMutation, useFormQuery, useUpdateFormMutation } from '../../services/forms';
import { AfterFields } from './AfterFields';
import { ContactFieldsChoice } from './ContactFieldsChoice';
import { FormPreview } from './FormPreview';
import { LookFields } from './LookFields';
import { OfferedLists } from './OfferedLists';
import { Snippets } from './Snippets';
import { TextFields } from './TextFields';

const draftOf = (form: Form | null): FormInput => ({
  name: form?.name ?? '',
  definition: form?.definition ?? emptyDefinition(),
});

const TABS = ['form', 'texts', 'after'] as const;

export const Editor = ({ form }: { form: Form | null }) => {
  const t = useT();
  const toast = useToast();
  const { showError } = useApiError();
  const navigate = useNavigate();
  const editable = useCan()('forms.manage');
  const [create, creation] = useCreateFormMutation();
  const [update, updating] = useUpdateFormMutation();
  const [saved, setSaved] = useState(() => draftOf(form));
  const [draft, setDraft] = useState(saved);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const changed = JSON.stringify(draft) !== JSON.stringify(saved);
  const change = (part: Partial<FormDefinition>) =>
    setDraft((before) => ({ ...before, definition: { ...before.definition, ...part } }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const name = draft.name.trim();
    setErrors(name ? {} : { name: t('common.required') });
    if (!name) return;
    const input = { ...draft, name };
    try {
      if (form) {
        await update({ id: form.id, input }).unwrap();
        setSaved(draft);
        toast('forms.saved');
      } else {
        const { id } = await create(input).unwrap();
        toast('forms.created');
        navigate(pathTo(`forms/${id}`), { ...LEAVE, replace: true });
      }
    } catch (error) {
      setErrors(fieldMessages(error));
      showError(error);
    }
  };

  const part = { definition: draft.definition, errors, disabled: !editable, onChange: change };
  return (
    <form onSubmit={submit} noValidate>
      <UnsavedChangesGuard when={editable && changed} />
      <PageLayout
        title={form?.name ?? t('forms.new')}
        subtitle={form ? t('forms.counts', form.counts) : undefined}
        backTo={pathTo('forms')}
        primaryAction={
          editable && (
            <Button
              type="submit"
              disabled={!changed && form !== null}
              loading={creation.isLoading || updating.isLoading}
            >
              {t(form ? 'common.save' : 'common.create')}
            </Button>
          )
        }
      >
        <Grid.Root gap={6}>
          <Grid.Item col={7} s={12} xs={12} direction="column" alignItems="stretch">
            <Tabs.Root variant="simple" defaultValue="form">
              <Tabs.List aria-label={t('forms.parts')}>
                {TABS.map((tab) => (
                  <Tabs.Trigger key={tab} value={tab}>
                    {t(`forms.part.${tab}`)}
                  </Tabs.Trigger>
                ))}
                {form && <Tabs.Trigger value="use">{t('forms.part.use')}</Tabs.Trigger>}
              </Tabs.List>
              <Box paddingTop={4}>
                <Tabs.Content value="form">
                  <Flex direction="column" alignItems="stretch" gap={6}>
                    <Panel>
                      <FormField label={t('common.name')} name="name" error={errors['name']} required>
                        <TextInput
                          value={draft.name}
                          maxLength={120}
                          disabled={!editable}
                          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
                        />
                      </FormField>
                    </Panel>
                    <OfferedLists {...part} />
                    <ContactFieldsChoice {...part} />
                    <LookFields {...part} />
                  </Flex>
                </Tabs.Content>
                <Tabs.Content value="texts">
                  <TextFields {...part} />
                </Tabs.Content>
                <Tabs.Content value="after">
                  <AfterFields {...part} />
                </Tabs.Content>
                {form && (
                  <Tabs.Content value="use">
                    <Snippets id={form.id} changed={changed} />
                  </Tabs.Content>
                )}
              </Box>
            </Tabs.Root>
          </Grid.Item>
          <Grid.Item col={5} s={12} xs={12} direction="column" alignItems="stretch">
            <FormPreview definition={draft.definition} />
          </Grid.Item>
        </Grid.Root>
      </PageLayout>
    </form>
  );
};

const ExistingForm = ({ id }: { id: number }) => {
  const { data, error, isLoading, refetch } = useFormQuery(id);
  if (isLoading) return <Page.Loading />;
  if (!data) return <ErrorState error={error} onRetry={refetch} />;
  return <Editor key={id} form={data} />;
};

const FormEditor = () => {
  const { id } = useParams();
  return (
    <Page.Protect permissions={PERMISSIONS['forms.read']}>
      {id === 'new' ? <Editor key="new" form={null} /> : <ExistingForm id={Number(id)} />}
    </Page.Protect>
  );
};
export default FormEditor;
