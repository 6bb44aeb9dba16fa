import { forwardRef, lazy, Suspense, useImperativeHandle, useRef } from 'react';
import { Box, Flex, Loader, MenuItem, SimpleMenu, Typography } from '@strapi/design-system';

import type { ContentProblem } from '../../contracts';
import { useT } from '../hooks/useT';
import { useMergeTagsQuery } from '../services/content';
import type { MjmlSourceHandle } from './MjmlSource';

const MjmlSource = lazy(() => import('./MjmlSource'));

export type MjmlEditorHandle = Pick<MjmlSourceHandle, 'goToLine'>;

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  problems?: ContentProblem[];
  readOnly?: boolean;
  /** A CSS length. */
  height?: string;
}

const NO_PROBLEMS: ContentProblem[] = [];

/** MJML source with marked problems and a menu that inserts merge tags. `ref.current.goToLine(12)` jumps. */
export const MjmlEditor = forwardRef<MjmlEditorHandle, Props>(
  ({ label, value, onChange, problems = NO_PROBLEMS, readOnly = false, height = '640px' }, ref) => {
    const source = useRef<MjmlSourceHandle>(null);
    useImperativeHandle(ref, () => ({ goToLine: (line) => source.current?.goToLine(line) }));

    return (
      <Box>
        <Flex justifyContent="space-between" paddingBottom={2} minHeight="40px" gap={2}>
          <Typography variant="pi" fontWeight="bold" textColor="neutral800">
            {label}
          </Typography>
          {!readOnly && <MergeTagMenu onPick={(path) => source.current?.insert(`{{ ${path} }}`)} />}
        </Flex>
        <Box borderColor="neutral200" hasRadius overflow="hidden" minHeight={height}>
          <Suspense fallback={<Loading height={height} />}>
            <MjmlSource
              ref={source}
              label={label}
              value={value}
              onChange={onChange}
              problems={problems}
              readOnly={readOnly}
              height={height}
            />
          </Suspense>
        </Box>
      </Box>
    );
  },
);
MjmlEditor.displayName = 'MjmlEditor';

const Loading = ({ height }: { height: string }) => {
  const t = useT();
  return (
    <Flex justifyContent="center" height={height}>
      <Loader>{t('common.loading')}</Loader>
    </Flex>
  );
};

const MergeTagMenu = ({ onPick }: { onPick: (path: string) => void }) => {
  const t = useT();
  const { data: tags = [] } = useMergeTagsQuery();
  return (
    <SimpleMenu
      label={t('templates.insertMergeTag')}
      variant="tertiary"
      size="S"
      disabled={tags.length === 0}
    >
      {tags.map(({ path, example }) => (
        <MenuItem key={path} onSelect={() => onPick(path)}>
          <Flex direction="column" alignItems="flex-start">
            <Typography>{path}</Typography>
            <Typography variant="pi" textColor="neutral600">
              {t('templates.mergeTagExample', { example })}
            </Typography>
          </Flex>
        </MenuItem>
      ))}
    </SimpleMenu>
  );
};
