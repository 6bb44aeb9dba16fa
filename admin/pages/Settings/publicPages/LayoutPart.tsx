import { useRef } from 'react';
import { Flex, MenuItem, SimpleMenu, Typography } from '@strapi/design-system';

import {
  LAYOUT_TAGS,
  LAYOUTS,
  type ContentProblem,
  type LayoutName,
  type LayoutTag,
  type PreviewPage,
  type PublicPagesState,
} from '../../../../contracts';
import { ContentProblems } from '../../../components/ContentProblems';
import { Panel } from '../../../components/Panel';
import { SourceEditor, type SourceEditorHandle } from '../../../components/SourceEditor';
import { SwitchField } from '../../../components/SwitchField';
import { useT } from '../../../hooks/useT';
import type { PartProps } from './draft';

interface Props extends PartProps {
  shippedLayout: PublicPagesState['shippedLayout'];
  problems: Record<LayoutName, ContentProblem[]>;
  onShow: (page: PreviewPage) => void;
}

const PAGE_OF: Record<LayoutName, PreviewPage> = { layout: 'preferences', unsubscribe: 'unsubscribe' };

/** HTML of the institution's own around the pages, each to be turned on and off. */
export const LayoutPart = (props: Props) => (
  <Flex direction="column" alignItems="stretch" gap={6}>
    {LAYOUTS.map((name) => (
      <OneLayout key={name} {...props} name={name} />
    ))}
  </Flex>
);

const OneLayout = ({
  name,
  draft,
  disabled,
  onChange,
  shippedLayout,
  problems,
  onShow,
}: Props & { name: LayoutName }) => {
  const t = useT();
  const editor = useRef<SourceEditorHandle>(null);
  const source = draft.layouts[name];
  const write = (next: string) => onChange({ layouts: { ...draft.layouts, [name]: next } });
  /** Turned off by mistake, it is there again. */
  const before = useRef('');
  const turn = (on: boolean) => {
    before.current = source || before.current;
    onShow(PAGE_OF[name]);
    write(on ? before.current || draft.layouts.layout || shippedLayout : '');
  };
  return (
    <Panel title={t(`pages.layout.${name}`)} hint={t(`pages.layout.${name}.hint`)}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <SwitchField
          label={t('pages.layout.own')}
          hint={t('pages.layout.own.hint')}
          checked={source !== ''}
          disabled={disabled}
          onChange={turn}
        />
        {source !== '' && (
          <Flex direction="column" alignItems="stretch" gap={3} onFocusCapture={() => onShow(PAGE_OF[name])}>
            <SourceEditor
              ref={editor}
              label={t('pages.layout.source')}
              value={source}
              // An emptied field is still one that is being written: only the switch turns it off.
              onChange={(next) => write(next || ' ')}
              problems={problems[name]}
              readOnly={disabled}
              height="420px"
              menu={(insert) => <PartMenu onPick={(tag) => insert(`{{ ${tag} }}`)} />}
            />
            <ContentProblems
              problems={problems[name]}
              onGoToLine={(line) => editor.current?.goToLine(line)}
            />
          </Flex>
        )}
      </Flex>
    </Panel>
  );
};

const TAGS = Object.keys(LAYOUT_TAGS) as LayoutTag[];

const PartMenu = ({ onPick }: { onPick: (tag: LayoutTag) => void }) => {
  const t = useT();
  return (
    <SimpleMenu label={t('pages.layout.insert')} variant="tertiary" size="S">
      {TAGS.map((tag) => (
        <MenuItem key={tag} onSelect={() => onPick(tag)}>
          <Flex direction="column" alignItems="flex-start">
            <Typography>
              {LAYOUT_TAGS[tag].required ? t('pages.layout.required', { part: tag }) : tag}
            </Typography>
            <Typography variant="pi" textColor="neutral600">
              {t(`pages.part.${tag}`)}
            </Typography>
          </Flex>
        </MenuItem>
      ))}
    </SimpleMenu>
  );
};
