import { useState } from 'react';
import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';

import type { Campaign, CampaignCheck } from '../../../../contracts';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { Facts } from '../Facts';
import { useCampaignActions } from '../useCampaignActions';
import { useListNames } from '../useListNames';
import { useOptionWords } from '../useOptionWords';

interface Props {
  campaign: Campaign;
  audience: CampaignCheck['audience'];
  onClose: () => void;
}

/** The last look before everybody gets it: nothing to type, everything to see. */
export const SendModal = ({ campaign, audience, onClose }: Props) => {
  const t = useT();
  const format = useFormat();
  const listName = useListNames();
  const optionWords = useOptionWords();
  const { move } = useCampaignActions();
  const [busy, setBusy] = useState(false);

  const send = async () => {
    setBusy(true);
    await move(campaign.id, 'send').catch(onClose);
  };

  return (
    <Modal.Root open onOpenChange={(open: boolean) => !open && !busy && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('common.close')}>
          <Modal.Title>{t('campaigns.send.title', { count: audience.recipients })}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={5}>
            <Facts
              facts={[
                { label: t('campaigns.send.campaign'), value: campaign.name },
                { label: t('campaigns.send.subject'), value: campaign.subject },
                { label: t('campaigns.send.preheader'), value: campaign.preheader },
                { label: t('campaigns.send.from'), value: `${campaign.fromName} <${campaign.fromAddress}>` },
                { label: t('campaigns.send.reply-to'), value: campaign.replyTo },
                { label: t('campaigns.send.lists'), value: campaign.listIds.map(listName).join(', ') },
                { label: t('campaigns.review.recipients'), value: format.number(audience.recipients) },
                {
                  label: t('campaigns.send.left-out'),
                  value: format.number(audience.candidates - audience.recipients),
                },
                { label: t('campaigns.send.options'), value: optionWords(campaign) },
              ]}
            />
            <Typography textColor="neutral700">{t('campaigns.send.body')}</Typography>
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose} disabled={busy}>
            {t('campaigns.send.cancel')}
          </Button>
          <Button startIcon={<PaperPlane />} onClick={send} loading={busy}>
            {t('campaigns.send.confirm', { count: audience.recipients })}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
