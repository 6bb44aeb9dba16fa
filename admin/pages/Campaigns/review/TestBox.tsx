import { useState } from 'react';
import { Badge, Box, Button, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';

import type { TestSendResponse } from '../../../../contracts';
import { useApiError } from '../../../hooks/useApiError';
import { useT } from '../../../hooks/useT';
import { useTestCampaignMutation } from '../../../services/campaigns';
import { splitAddresses } from '../campaignForm';
import { Section } from '../Section';

const MOST = 10;

/** Sends what is saved to a few addresses and shows what the mail server said to each. */
export const TestBox = ({ campaignId }: { campaignId: number }) => {
  const t = useT();
  const { showError } = useApiError();
  const [send, { data: results, isLoading }] = useTestCampaignMutation();
  const [text, setText] = useState('');
  const addresses = splitAddresses(text);
  const isTooMany = addresses.length > MOST;

  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (addresses.length === 0 || isTooMany) return;
    await send({ id: campaignId, addresses }).unwrap().catch(showError);
  };

  return (
    <Section title={t('campaigns.review.test')} hint={t('campaigns.review.test-hint')}>
      <Flex tag="form" onSubmit={submit} gap={3} alignItems="flex-start">
        <Box flex="1">
          <Field.Root error={isTooMany ? t('campaigns.review.test-too-many') : undefined}>
            <Field.Label>{t('campaigns.review.test-addresses')}</Field.Label>
            <TextInput
              value={text}
              onChange={(event: React.ChangeEvent<HTMLInputElement>) => setText(event.target.value)}
              placeholder={t('campaigns.review.test-placeholder')}
            />
            <Field.Error />
          </Field.Root>
        </Box>
        <Box paddingTop={5}>
          <Button
            type="submit"
            size="L"
            variant="secondary"
            startIcon={<PaperPlane />}
            loading={isLoading}
            disabled={addresses.length === 0 || isTooMany}
          >
            {t('campaigns.review.test-send')}
          </Button>
        </Box>
      </Flex>
      {results && <Results results={results} />}
    </Section>
  );
};

const Results = ({ results }: { results: TestSendResponse['data']['results'] }) => {
  const t = useT();
  return (
    <Flex role="status" direction="column" alignItems="stretch" gap={2}>
      <Typography variant="sigma" textColor="neutral600">
        {t('campaigns.review.test-results')}
      </Typography>
      {results.map(({ address, accepted, reply }) => (
        <Flex key={address} gap={3} alignItems="baseline" wrap="wrap">
          <Badge variant={accepted ? 'success' : 'danger'}>
            {t(accepted ? 'campaigns.review.test-accepted' : 'campaigns.review.test-rejected')}
          </Badge>
          <Typography fontWeight="semiBold">{address}</Typography>
          <Typography variant="pi" textColor="neutral600">
            {reply}
          </Typography>
        </Flex>
      ))}
    </Flex>
  );
};
