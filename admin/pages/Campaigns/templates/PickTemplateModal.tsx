import { useState } from 'react';
import { Button, Flex, Modal, Typography } from '@strapi/design-system';

import type { Template } from '../../../../contracts';
import { useT } from '../../../hooks/useT';
import { TemplateChoice, type Choice } from './TemplateChoice';

interface Props {
  /** There is content already, which the template takes the place of. */
  replaces: boolean;
  onPick: (template: Template) => void;
  onClose: () => void;
}

export const PickTemplateModal = ({ replaces, onPick, onClose }: Props) => {
  const t = useT();
  const [choice, setChoice] = useState<Choice>();
  const pick = () => {
    if (!choice) return;
    onPick(choice);
    onClose();
  };
  return (
    <Modal.Root open onOpenChange={(open: boolean) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('common.close')}>
          <Modal.Title>{t('campaigns.content.pick-template')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            {replaces && <Typography textColor="warning700">{t('campaigns.content.replaces')}</Typography>}
            <TemplateChoice value={choice} onChange={setChoice} />
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button disabled={!choice} onClick={pick}>
            {t(replaces ? 'campaigns.content.replace' : 'campaigns.content.use')}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
