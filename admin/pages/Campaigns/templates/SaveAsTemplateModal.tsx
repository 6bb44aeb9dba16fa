import { useState } from 'react';
import { Button, Field, Modal, TextInput } from '@strapi/design-system';

import { useApiError, useToast } from '../../../hooks/useApiError';
import { useT } from '../../../hooks/useT';
import { useCreateTemplateMutation } from '../../../services/templates';

const FORM = 'save-as-template';

interface Props {
  mjml: string;
  /** Proposed name. */
  name: string;
  onClose: () => void;
}

export const SaveAsTemplateModal = ({ mjml, name, onClose }: Props) => {
  const t = useT();
  const toast = useToast();
  const { showError } = useApiError();
  const [create, { isLoading }] = useCreateTemplateMutation();
  const [templateName, setTemplateName] = useState(name);

  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    try {
      const template = await create({ name: templateName.trim(), mjml }).unwrap();
      toast('campaigns.content.template-saved', { name: template.name });
      onClose();
    } catch (error) {
      showError(error);
    }
  };

  return (
    <Modal.Root open onOpenChange={(open: boolean) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('common.close')}>
          <Modal.Title>{t('campaigns.content.save-as-template')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <form id={FORM} onSubmit={submit}>
            <Field.Root required>
              <Field.Label>{t('campaigns.content.template-name')}</Field.Label>
              <TextInput
                autoFocus
                maxLength={200}
                value={templateName}
                onChange={(event: React.ChangeEvent<HTMLInputElement>) => setTemplateName(event.target.value)}
              />
            </Field.Root>
          </form>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" form={FORM} loading={isLoading} disabled={!templateName.trim()}>
            {t('campaigns.content.template-save')}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
