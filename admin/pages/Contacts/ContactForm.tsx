import { useState, type FormEvent } from 'react';
import { Page } from '@strapi/strapi/admin';
import { Button, Flex } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { useNavigate, useParams } from 'react-router-dom';

import type { Contact } from '../../../contracts';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { ErrorState } from '../../components/ErrorState';
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
  useContactQuery,
  useCreateContactMutation,
  useDeleteContactMutation,
  useUpdateContactMutation,
} from '../../services/contacts';
import { AttributeRows } from './AttributeRows';
import { attributeProblem, draftOf, EMPTY_DRAFT, inputOf, sameDraft } from './contact-draft';
import { fullName } from './contact-words';
import { ContactBounces } from './ContactBounces';
import { ContactFields } from './ContactFields';
import { FirstLists, type FirstListsValue } from './FirstLists';
import { Pause } from './Pause';
import { Subscriptions } from './Subscriptions';
import { Suppression } from './Suppression';
import { Tracking } from './Tracking';

const NO_LISTS: FirstListsValue = { listIds: [], consentNote: '' };

const Form = ({ contact }: { contact: Contact | null }) => {
  const t = useT();
  const toast = useToast();
  const { showError } = useApiError();
  const navigate = useNavigate();
  const editable = useCan()('contacts.manage');
  const [create, creation] = useCreateContactMutation();
  const [update, updating] = useUpdateContactMutation();
  const [saved, setSaved] = useState(contact ? draftOf(contact) : EMPTY_DRAFT);
  const [draft, setDraft] = useState(saved);
  const [first, setFirst] = useState(NO_LISTS);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const changed = !sameDraft(draft, saved) || first.listIds.length > 0;

  const problems = (): Record<string, string> => ({
    ...(draft.email.trim() === '' && { email: t('common.required') }),
    ...(first.listIds.length > 0 && first.consentNote.trim() === '' && { consentNote: t('common.required') }),
  });

  const save = async () => {
    const input = inputOf(draft, contact?.attributes);
    if (contact) {
      const stored = draftOf(await update({ id: contact.id, input }).unwrap());
      setSaved(stored);
      setDraft(stored);
      toast('contacts.saved');
      return;
    }
    const lists = first.listIds.length > 0 && {
      listIds: first.listIds,
      consentNote: first.consentNote.trim(),
    };
    const { id } = await create({ ...input, ...lists }).unwrap();
    toast('contacts.created');
    navigate(pathTo(`contacts/${id}`), { ...LEAVE, replace: true });
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = problems();
    setErrors(found);
    if (
      Object.keys(found).length > 0 ||
      draft.attributes.some((_row, at) => attributeProblem(draft.attributes, at))
    ) {
      return;
    }
    try {
      await save();
    } catch (error) {
      setErrors(fieldMessages(error));
      showError(error);
    }
  };

  return (
    <form onSubmit={submit} noValidate>
      <UnsavedChangesGuard when={changed} />
      <PageLayout
        title={contact ? fullName(contact) || contact.email : t('contacts.new')}
        subtitle={contact && fullName(contact) ? contact.email : undefined}
        backTo={pathTo('contacts')}
        secondaryAction={contact && editable && <DeleteContact contact={contact} />}
        primaryAction={
          editable && (
            <Button type="submit" disabled={!changed} loading={creation.isLoading || updating.isLoading}>
              {t(contact ? 'common.save' : 'common.create')}
            </Button>
          )
        }
      >
        <Flex direction="column" alignItems="stretch" gap={6}>
          <Panel title={t('contacts.person')}>
            <ContactFields
              draft={draft}
              errors={errors}
              disabled={!editable}
              onChange={(part) => setDraft({ ...draft, ...part })}
            />
          </Panel>
          <Panel title={t('contacts.attributes')} hint={t('contacts.attributes.hint')}>
            <AttributeRows
              rows={draft.attributes}
              disabled={!editable}
              onChange={(attributes) => setDraft({ ...draft, attributes })}
            />
          </Panel>
          {contact ? (
            <>
              <Subscriptions contact={contact} />
              <Pause contact={contact} />
              <Suppression contact={contact} />
              <Tracking contact={contact} />
              <ContactBounces contact={contact} />
            </>
          ) : (
            <FirstLists value={first} onChange={setFirst} error={errors['consentNote']} />
          )}
        </Flex>
      </PageLayout>
    </form>
  );
};

const DeleteContact = ({ contact }: { contact: Contact }) => {
  const t = useT();
  const toast = useToast();
  const navigate = useNavigate();
  const { showError } = useApiError();
  const [remove] = useDeleteContactMutation();
  const [asking, setAsking] = useState(false);

  const confirm = async () => {
    try {
      await remove(contact.id).unwrap();
      toast('contacts.deleted');
      navigate(pathTo('contacts'), LEAVE);
    } catch (error) {
      showError(error);
      throw error;
    }
  };

  return (
    <>
      <Button type="button" variant="danger-light" startIcon={<Trash />} onClick={() => setAsking(true)}>
        {t('common.delete')}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={confirm}
        title={t('contacts.delete.title', { count: 1 })}
        confirmLabel={t('common.delete')}
      >
        {t('contacts.delete.text', { count: 1 })}
      </ConfirmDialog>
    </>
  );
};

const ExistingContact = ({ id }: { id: number }) => {
  const { data, error, isLoading, refetch } = useContactQuery(id);
  if (isLoading) return <Page.Loading />;
  if (!data) return <ErrorState error={error} onRetry={refetch} />;
  return <Form key={id} contact={data} />;
};

const ContactForm = () => {
  const { id } = useParams();
  return (
    <Page.Protect permissions={PERMISSIONS['contacts.read']}>
      {id === 'new' ? <Form key="new" contact={null} /> : <ExistingContact id={Number(id)} />}
    </Page.Protect>
  );
};
export default ContactForm;
