import { forwardRef } from 'react';
import { Flex, MenuItem, SimpleMenu, Typography } from '@strapi/design-system';

import { useT } from '../hooks/useT';
import { useMergeTagsQuery } from '../services/content';
import { SourceEditor, type SourceEditorHandle, type SourceEditorProps } from './SourceEditor';

export type MjmlEditorHandle = SourceEditorHandle;

/** MJML source with marked problems and a menu that inserts merge tags. `ref.current.goToLine(12)` jumps. */
export const MjmlEditor = forwardRef<MjmlEditorHandle, SourceEditorProps>((props, ref) => (
  <SourceEditor
    {...props}
    ref={ref}
    menu={(insert) => <MergeTagMenu onPick={(path) => insert(`{{ ${path} }}`)} />}
  />
));
MjmlEditor.displayName = 'MjmlEditor';

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
