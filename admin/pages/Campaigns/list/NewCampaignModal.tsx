import { useState } from 'react';
import { Button, Field, Flex, Modal, TextInput, Typography } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';

import { useApiError } from '../../../hooks/useApiError';
import { useCan } from '../../../hooks/useCan';
import { useT } from '../../../hooks/useT';
import { pathTo } from '../../../lib/paths';
import { useCreateCampaignMutation } from '../../../services/campaigns';
import { NAME_MAX } from '../campaignForm';
import { TemplateChoice, type Choice } from '../templates/TemplateChoice';

const FORM = 'new-campaign';

/** Asks for a name and what to begin with, then opens the new draft. */
export const NewCampaignModal = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const can = useCan();
  const navigate = useNavigate();
  const { showError } = useApiError();
  const [create, { isLoading }] = useCreateCampaignMutation();
  const [name, setName] = useState('');
  const [choice, setChoice] = useState<Choice>(null);
  const [missing, setMissing] = useState(false);

  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return setMissing(true);
    try {
      const campaign = await create({
        name: name.trim(),
        ...(choice && { templateId: choice.id }),
      }).unwrap();
      navigate(pathTo(`campaigns/${campaign.id}`));
    } catch (error) {
      showError(error);
    }
  };

  return (
    <Modal.Root open onOpenChange={(open: boolean) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('common.close')}>
          <Modal.Title>{t('campaigns.new.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex tag="form" id={FORM} onSubmit={submit} direction="column" alignItems="stretch" gap={5}>
            <Field.Root
              required
              error={missing && !name.trim() ? t('campaigns.new.name-missing') : undefined}
              hint={t('campaigns.new.name-hint')}
            >
              <Field.Label>{t('campaigns.new.name')}</Field.Label>
              <TextInput
                autoFocus
                maxLength={NAME_MAX}
                value={name}
                onChange={(event: React.ChangeEvent<HTMLInputElement>) => setName(event.target.value)}
              />
              <Field.Hint />
              <Field.Error />
            </Field.Root>
            {can('templates.read') && (
              <Flex direction="column" alignItems="stretch" gap={2}>
                <Typography variant="pi" fontWeight="bold">
                  {t('campaigns.new.template')}
                </Typography>
                <TemplateChoice value={choice} onChange={setChoice} withBlank />
              </Flex>
            )}
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            {t('campaigns.new.cancel')}
          </Button>
          <Button type="submit" form={FORM} loading={isLoading}>
            {t('campaigns.new.create')}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
