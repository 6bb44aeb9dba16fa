import { useState, type FormEvent } from 'react';
import { Page } from '@strapi/strapi/admin';
import { Button, Flex, Grid, TextInput } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';
import { useNavigate, useParams } from 'react-router-dom';

import type { Template } from '../../../contracts';
import { ContentEditor } from '../../components/ContentEditor';
import { ErrorState } from '../../components/ErrorState';
import { FormField } from '../../components/FormField';
import { Notice } from '../../components/Notice';
import { PageLayout } from '../../components/PageLayout';
import { Panel } from '../../components/Panel';
import { LEAVE, UnsavedChangesGuard } from '../../components/UnsavedChangesGuard';
import { useApiError, useToast } from '../../hooks/useApiError';
import { useCan } from '../../hooks/useCan';
import { useT } from '../../hooks/useT';
import { fieldMessages } from '../../lib/api-error';
import { pathTo } from '../../lib/paths';
import { PERMISSIONS } from '../../permissions';
import {
  useCreateTemplateMutation,
  useTemplateQuery,
  useUpdateTemplateMutation,
} from '../../services/templates';
import { STARTER_MJML } from './starter';
import { useDuplicate } from './useDuplicate';

const draftOf = (template: Template | null) => ({
  name: template?.name ?? '',
  description: template?.description ?? '',
  mjml: template?.mjml ?? STARTER_MJML,
});

const Editor = ({ template }: { template: Template | null }) => {
  const t = useT();
  const toast = useToast();
  const { showError } = useApiError();
  const navigate = useNavigate();
  const manages = useCan()('templates.manage');
  const { duplicate, isDuplicating } = useDuplicate();
  const [create, creation] = useCreateTemplateMutation();
  const [update, updating] = useUpdateTemplateMutation();
  const [saved, setSaved] = useState(() => draftOf(template));
  const [draft, setDraft] = useState(saved);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const shipped = Boolean(template?.shipped);
  const editable = manages && !shipped;
  const changed = JSON.stringify(draft) !== JSON.stringify(saved);
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const name = draft.name.trim();
    setErrors(name ? {} : { name: t('common.required') });
    if (!name) return;
    const input = { name, description: draft.description.trim() || null, mjml: draft.mjml };
    try {
      if (template) {
        await update({ id: template.id, input }).unwrap();
        setSaved(draft);
        toast('templates.saved');
      } else {
        const { id } = await create(input).unwrap();
        toast('templates.created');
        navigate(pathTo(`templates/${id}`), { ...LEAVE, replace: true });
      }
    } catch (error) {
      setErrors(fieldMessages(error));
      showError(error);
    }
  };

  return (
    <form onSubmit={submit} noValidate>
      <UnsavedChangesGuard when={editable && changed} />
      <PageLayout
        title={template?.name ?? t('templates.new')}
        backTo={pathTo('templates')}
        primaryAction={
          editable ? (
            <Button
              type="submit"
              disabled={!changed && template !== null}
              loading={creation.isLoading || updating.isLoading}
            >
              {t(template ? 'common.save' : 'common.create')}
            </Button>
          ) : (
            manages &&
            template && (
              <Button
                type="button"
                startIcon={<Duplicate />}
                loading={isDuplicating}
                onClick={() => duplicate(template.id)}
              >
                {t('templates.duplicateToEdit')}
              </Button>
            )
          )
        }
      >
        <Flex direction="column" alignItems="stretch" gap={6}>
          {shipped && <Notice>{t('templates.shipped.hint')}</Notice>}
          {!shipped && (
            <Panel>
              <Grid.Root gap={4}>
                <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
                  <FormField label={t('common.name')} name="name" error={errors['name']} required>
                    <TextInput
                      value={draft.name}
                      maxLength={120}
                      disabled={!editable}
                      onChange={(event) => change({ name: event.target.value })}
                    />
                  </FormField>
                </Grid.Item>
                <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
                  <FormField label={t('common.description')} name="description" error={errors['description']}>
                    <TextInput
                      value={draft.description}
                      maxLength={500}
                      disabled={!editable}
                      onChange={(event) => change({ description: event.target.value })}
                    />
                  </FormField>
                </Grid.Item>
              </Grid.Root>
            </Panel>
          )}
          <Panel>
            <ContentEditor mjml={draft.mjml} readOnly={!editable} onChange={(mjml) => change({ mjml })} />
          </Panel>
        </Flex>
      </PageLayout>
    </form>
  );
};

const ExistingTemplate = ({ id }: { id: number }) => {
  const { data, error, isLoading, refetch } = useTemplateQuery(id);
  if (isLoading) return <Page.Loading />;
  if (!data) return <ErrorState error={error} onRetry={refetch} />;
  return <Editor key={id} template={data} />;
};

const TemplateEditor = () => {
  const { id } = useParams();
  return (
    <Page.Protect permissions={PERMISSIONS['templates.read']}>
      {id === 'new' ? <Editor key="new" template={null} /> : <ExistingTemplate id={Number(id)} />}
    </Page.Protect>
  );
};
export default TemplateEditor;
