import { Box, Flex, Link, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { LinkRow } from '../../../contracts';
import { useFormat } from '../../hooks/useFormat';
import { useT } from '../../hooks/useT';
import { Section } from '../Campaigns/Section';

const COLUMNS = ['link', 'unique', 'total', 'share'] as const;

const Share = styled.div<{ $percent: number }>`
  width: 120px;
  height: 6px;
  border-radius: 3px;
  background: ${({ theme, $percent }) =>
    `linear-gradient(to right, ${theme.colors.primary600} ${$percent}%, ${theme.colors.neutral200} ${$percent}%)`};
`;

/** Where people went; most clicked first. */
export const LinksSection = ({ links }: { links: LinkRow[] }) => {
  const t = useT();
  const format = useFormat();
  const all = links.reduce((sum, { totalClicks }) => sum + totalClicks, 0);
  const sorted = [...links].sort((a, b) => b.uniqueClicks - a.uniqueClicks || b.totalClicks - a.totalClicks);
  return (
    <Section title={t('reports.links.title')}>
      {links.length === 0 ? (
        <Typography textColor="neutral600">{t('reports.links.none')}</Typography>
      ) : (
        <Table colCount={COLUMNS.length} rowCount={links.length + 1}>
          <Thead>
            <Tr>
              {COLUMNS.map((column) => (
                <Th key={column}>
                  <Typography variant="sigma">{t(`reports.links.${column}`)}</Typography>
                </Th>
              ))}
            </Tr>
          </Thead>
          <Tbody>
            {sorted.map((link) => (
              <Tr key={link.id}>
                <Td>
                  <Box maxWidth="56rem">
                    <Url url={link.url} />
                  </Box>
                </Td>
                <Td>
                  <Typography>{format.number(link.uniqueClicks)}</Typography>
                </Td>
                <Td>
                  <Typography>{format.number(link.totalClicks)}</Typography>
                </Td>
                <Td>
                  <Flex gap={3}>
                    <Share $percent={all ? (link.totalClicks / all) * 100 : 0} aria-hidden />
                    <Typography variant="pi">
                      {format.percent(all ? (link.totalClicks / all) * 100 : null)}
                    </Typography>
                  </Flex>
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
    </Section>
  );
};

/** Only what a browser opens harmlessly becomes a link; merge tags and the like stay words. */
const Url = ({ url }: { url: string }) =>
  /^https?:\/\//i.test(url) ? (
    <Link href={url} isExternal rel="noreferrer noopener">
      {url}
    </Link>
  ) : (
    <Typography ellipsis>{url}</Typography>
  );
