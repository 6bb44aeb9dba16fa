import { Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { SendingTrouble } from '../../contracts';
import { useCan } from '../hooks/useCan';
import { useFormat } from '../hooks/useFormat';
import { useT } from '../hooks/useT';
import { pathTo } from '../lib/paths';
import { troubleWords } from '../lib/trouble-words';
import { ServerWords } from './ServerWords';
import { TitledNotice } from './TitledNotice';

interface Props {
  troubles: readonly SendingTrouble[];
  /** On whose clocks times are told; without it on the browser's. */
  timeZone?: string | undefined;
  /** The settings of sending are on the same page already. */
  isInSettings?: boolean;
}

/** What keeps e-mails from leaving: what is wrong, since when, what happens by itself and what a person can do. */
export const SendingTroubles = ({ troubles, timeZone, isInSettings = false }: Props) => {
  const can = useCan();
  if (troubles.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {troubles.map((trouble) => (
        <Trouble
          key={`${trouble.code}-${trouble.values['transport'] ?? ''}`}
          trouble={trouble}
          timeZone={timeZone}
          linked={!isInSettings && can('settings.read')}
        />
      ))}
    </Flex>
  );
};

interface TroubleProps {
  trouble: SendingTrouble;
  timeZone: string | undefined;
  linked: boolean;
}

const Trouble = ({ trouble, timeZone, linked }: TroubleProps) => {
  const t = useT();
  const format = useFormat();
  const { tone, title, lines, reply } = troubleWords(trouble, {
    t,
    number: format.number,
    moment: (instant) => format.moment(instant, timeZone),
    language: format.language,
  });
  return (
    <TitledNotice
      tone={tone}
      title={title}
      action={
        linked && (
          <Link tag={NavLink} to={pathTo('settings/sending')}>
            {t('sending.trouble.settings')}
          </Link>
        )
      }
    >
      <Flex direction="column" alignItems="stretch" gap={1} width="100%">
        {lines.map((line) => (
          <Typography key={line} textColor="neutral700">
            {line}
          </Typography>
        ))}
        {reply && <ServerWords text={reply} />}
      </Flex>
    </TitledNotice>
  );
};
