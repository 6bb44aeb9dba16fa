import { Flex, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';

import type { LiveSending, SendingProcess, Settings } from '../../../../contracts';
import { FactGrid } from '../../../components/FactGrid';
import { Panel } from '../../../components/Panel';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { useRateWords } from '../../../hooks/useRateWords';

const COLUMNS = ['host', 'role', 'in-flight', 'heard'] as const;

/** Who sends and plans, and by what means. */
export const Processes = ({ settings, live }: { settings: Settings; live: LiveSending | undefined }) => {
  const t = useT();
  const rateWords = useRateWords();
  return (
    <Panel title={t('settings.processes')} hint={t('settings.processes.hint')}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        <FactGrid
          facts={[
            {
              label: t('settings.processes.queue'),
              value: t(`settings.processes.queue.${settings.queue.driver}`),
            },
            ...(live
              ? [{ label: t('settings.processes.rate'), value: rateWords(live.ratePerSecond) ?? '–' }]
              : []),
            { label: t('settings.processes.publicUrl'), value: settings.publicUrl },
          ]}
        />
        {live?.processes.length === 0 && (
          <Typography textColor="neutral600">{t('settings.processes.none')}</Typography>
        )}
        {live && live.processes.length > 0 && <Rows processes={live.processes} />}
      </Flex>
    </Panel>
  );
};

const Rows = ({ processes }: { processes: SendingProcess[] }) => {
  const t = useT();
  const format = useFormat();
  return (
    <Table colCount={COLUMNS.length} rowCount={processes.length + 1}>
      <Thead>
        <Tr>
          {COLUMNS.map((column) => (
            <Th key={column}>
              <Typography variant="sigma" textColor="neutral600">
                {t(`settings.processes.${column}`)}
              </Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {processes.map(({ id, host, pid, role, inFlight, heartbeatAt }) => (
          <Tr key={id}>
            <Td>
              <Typography>{t('settings.processes.host.value', { host, pid: String(pid) })}</Typography>
            </Td>
            <Td>
              <Typography>{t(`settings.processes.role.${role}`)}</Typography>
            </Td>
            <Td>
              <Typography>{format.number(inFlight)}</Typography>
            </Td>
            <Td>
              <Typography>{format.relative(heartbeatAt)}</Typography>
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};
