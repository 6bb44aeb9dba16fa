import { useState } from 'react';
import {
  Box,
  Flex,
  IconButton,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tooltip,
  Tr,
  Typography,
} from '@strapi/design-system';
import { ChevronDown, ChevronRight } from '@strapi/icons';

import type { Figure, Measure } from '../../../contracts';
import { useFormat } from '../../hooks/useFormat';
import { useHasText, useT } from '../../hooks/useT';
import { Section } from '../Campaigns/Section';

const COLUMNS = ['section', 'measure', 'count', 'percent', 'all-events'] as const;
const NOTES = ['sent', 'machines', 'click-opens', 'dash'] as const;

/** The manual's measures in its order, each with its formula; bounces and sending open into their parts. */
export const MeasuresSection = ({ measures }: { measures: Measure[] }) => {
  const t = useT();
  return (
    <Section title={t('reports.measures.title')} hint={t('reports.measures.hint')}>
      <Table colCount={COLUMNS.length} rowCount={measures.length + 1}>
        <Thead>
          <Tr>
            {COLUMNS.map((column) => (
              <Th key={column}>
                {column === 'all-events' ? (
                  <Tooltip label={t('reports.measures.all-events-hint')}>
                    <Typography variant="sigma" tabIndex={0}>
                      {t('reports.measures.all-events')}
                    </Typography>
                  </Tooltip>
                ) : (
                  <Typography variant="sigma">{t(`reports.measures.${column}`)}</Typography>
                )}
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {measures.map((measure) => (
            <MeasureRows key={measure.key} measure={measure} />
          ))}
        </Tbody>
      </Table>
      <Flex tag="ul" direction="column" alignItems="flex-start" gap={1}>
        {NOTES.map((note) => (
          <Typography key={note} tag="li" variant="pi" textColor="neutral600">
            {t(`reports.note.${note}`)}
          </Typography>
        ))}
      </Flex>
    </Section>
  );
};

const MeasureRows = ({ measure }: { measure: Measure }) => {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const partName = usePartName(measure);
  const name = t(`reports.measure.${measure.key}`);
  return (
    <>
      <Tr>
        <Td>
          <Typography textColor="neutral600">{measure.section}</Typography>
        </Td>
        <Td>
          <Flex gap={2} alignItems="center">
            <Box width="3.2rem" shrink={0}>
              {measure.parts.length > 0 && (
                <IconButton
                  variant="ghost"
                  size="XS"
                  label={t(isOpen ? 'reports.measures.collapse' : 'reports.measures.expand', { name })}
                  aria-expanded={isOpen}
                  onClick={() => setOpen(!isOpen)}
                >
                  {isOpen ? <ChevronDown /> : <ChevronRight />}
                </IconButton>
              )}
            </Box>
            <Flex direction="column" alignItems="flex-start">
              <Typography fontWeight="semiBold">{name}</Typography>
              <Typography variant="pi" textColor="neutral600">
                {t(`reports.formula.${measure.key}`)}
              </Typography>
            </Flex>
          </Flex>
        </Td>
        <FigureCells figure={measure} />
        <Td>
          <AllEvents figure={measure.allEvents} />
        </Td>
      </Tr>
      {isOpen &&
        measure.parts.map((part) => (
          <Tr key={part.key}>
            <Td />
            <Td>
              <Flex paddingLeft={10}>
                <Typography textColor="neutral700">{partName(part.key)}</Typography>
              </Flex>
            </Td>
            <FigureCells figure={part} isPart />
            <Td />
          </Tr>
        ))}
    </>
  );
};

/** A reason that is new to the panel shows itself. */
const usePartName = ({ key }: Measure) => {
  const t = useT();
  const hasText = useHasText();
  return (part: string) => {
    const textKey = `reports.part.${key}.${part}`;
    return hasText(textKey) ? t(textKey) : part;
  };
};

const FigureCells = ({ figure, isPart = false }: { figure: Figure; isPart?: boolean }) => {
  const t = useT();
  const format = useFormat();
  const textColor = isPart ? 'neutral700' : 'neutral800';
  return (
    <>
      <Td>
        <Typography textColor={textColor} fontWeight={isPart ? 'regular' : 'semiBold'}>
          {format.number(figure.count)}
        </Typography>
      </Td>
      <Td>
        <Tooltip label={t('reports.measures.over', { count: figure.count, base: figure.base })}>
          <Typography textColor={textColor} fontWeight={isPart ? 'regular' : 'semiBold'} tabIndex={0}>
            {format.percent(figure.percent)}
          </Typography>
        </Tooltip>
      </Td>
    </>
  );
};

const AllEvents = ({ figure }: { figure: Figure | null }) => {
  const format = useFormat();
  if (!figure) return null;
  return (
    <Typography variant="pi" textColor="neutral600">
      {`${format.number(figure.count)} · ${format.percent(figure.percent)}`}
    </Typography>
  );
};
