import { forwardRef, lazy, Suspense, useImperativeHandle, useRef, type ReactNode } from 'react';
import { Box, Flex, Loader, Typography } from '@strapi/design-system';

import type { ContentProblem } from '../../contracts';
import { useT } from '../hooks/useT';
import type { MjmlSourceHandle } from './MjmlSource';

const MjmlSource = lazy(() => import('./MjmlSource'));

export type SourceEditorHandle = Pick<MjmlSourceHandle, 'goToLine'>;

export interface SourceEditorProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  problems?: ContentProblem[];
  readOnly?: boolean;
  /** A CSS length. */
  height?: string;
}

const NO_PROBLEMS: ContentProblem[] = [];

interface Props extends SourceEditorProps {
  /** What can be inserted where the cursor is, at the right of the label. */
  menu: (insert: (text: string) => void) => ReactNode;
}

/** Markup with marked problems and a menu that inserts. `ref.current.goToLine(12)` jumps. */
export const SourceEditor = forwardRef<SourceEditorHandle, Props>(
  ({ label, value, onChange, problems = NO_PROBLEMS, readOnly = false, height = '640px', menu }, ref) => {
    const source = useRef<MjmlSourceHandle>(null);
    useImperativeHandle(ref, () => ({ goToLine: (line) => source.current?.goToLine(line) }));

    return (
      <Box>
        <Flex justifyContent="space-between" paddingBottom={2} minHeight="40px" gap={2}>
          <Typography variant="pi" fontWeight="bold" textColor="neutral800">
            {label}
          </Typography>
          {!readOnly && menu((text) => source.current?.insert(text))}
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
SourceEditor.displayName = 'SourceEditor';

const Loading = ({ height }: { height: string }) => {
  const t = useT();
  return (
    <Flex justifyContent="center" height={height}>
      <Loader>{t('common.loading')}</Loader>
    </Flex>
  );
};
