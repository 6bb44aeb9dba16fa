import { Flex } from '@strapi/design-system';

import type { Settings } from '../../../../contracts';
import { SendingTroubles } from '../../../components/SendingTroubles';
import { useCan } from '../../../hooks/useCan';
import { useLiveSendingQuery } from '../../../services/sending';
import { DkimKeys } from './DkimKeys';
import { Processes } from './Processes';
import { Rules } from './Rules';
import { Transports } from './Transports';

const POLL = 5_000;

/** How e-mails leave: over which servers, signed how, when and how many, and who does it. */
export const SendingSettings = ({ settings }: { settings: Settings }) => {
  const mayFollow = useCan()('campaigns.read');
  const { currentData: live } = useLiveSendingQuery(undefined, { skip: !mayFollow, pollingInterval: POLL });
  const { timeZone } = settings.institution;
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <SendingTroubles troubles={live?.troubles ?? []} timeZone={timeZone} isInSettings />
      <Transports live={live?.transports ?? []} timeZone={timeZone} />
      <DkimKeys />
      <Rules timeZone={timeZone} />
      <Processes settings={settings} live={live} />
    </Flex>
  );
};
