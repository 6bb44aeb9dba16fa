import { useRef, useState } from 'react';
import { Grid } from '@strapi/design-system';

import type { ContentProblem } from '../../contracts';
import { useT } from '../hooks/useT';
import { MjmlEditor, type MjmlEditorHandle } from './MjmlEditor';
import { PreviewFrame } from './PreviewFrame';

interface Props {
  mjml: string;
  onChange: (mjml: string) => void;
  readOnly?: boolean;
  /** Shown above the preview where given. */
  subject?: string;
  preheader?: string;
}

/** Source on the left, the e-mail on the right, problems marked in both; one above the other on a narrow screen. */
export const ContentEditor = ({ mjml, onChange, readOnly = false, subject, preheader }: Props) => {
  const t = useT();
  const editor = useRef<MjmlEditorHandle>(null);
  const [problems, setProblems] = useState<ContentProblem[]>([]);
  return (
    <Grid.Root gap={6}>
      <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
        <MjmlEditor
          ref={editor}
          label={t('templates.mjml')}
          value={mjml}
          onChange={onChange}
          problems={problems}
          readOnly={readOnly}
          height="720px"
        />
      </Grid.Item>
      <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
        <PreviewFrame
          mjml={mjml}
          subject={subject}
          preheader={preheader}
          onProblems={setProblems}
          onGoToLine={(line) => editor.current?.goToLine(line)}
        />
      </Grid.Item>
    </Grid.Root>
  );
};
