import { forwardRef, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { html } from '@codemirror/lang-html';
import CodeMirror, { EditorView, type ReactCodeMirrorRef } from '@uiw/react-codemirror';

import type { ContentProblem } from '../../contracts';
import { useDarkTheme } from '../hooks/useDarkTheme';
import { problemMarkers, showProblems } from '../lib/problem-markers';

export interface MjmlSourceHandle {
  goToLine: (line: number) => void;
  /** Puts the text where the cursor is, in place of what is selected. */
  insert: (text: string) => void;
}

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  problems: ContentProblem[];
  readOnly: boolean;
  height: string;
}

/** The source editor itself, in a chunk of its own. Tab leaves it: nobody gets trapped with the keyboard. */
const MjmlSource = forwardRef<MjmlSourceHandle, Props>(
  ({ label, value, onChange, problems, readOnly, height }, ref) => {
    const editor = useRef<ReactCodeMirrorRef>(null);
    const dark = useDarkTheme();
    const extensions = useMemo(
      () => [
        html(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label }),
        problemMarkers,
      ],
      [label],
    );

    const mark = (view: EditorView) =>
      view.dispatch({ effects: showProblems.of(problems.filter(({ field }) => field === 'mjml')) });

    useEffect(() => {
      if (editor.current?.view) mark(editor.current.view);
      // `mark` is made anew on each render and reads nothing else that changes.
      // eslint-disable-next-line react-hooks/exhaustive-deps
    }, [problems]);

    useImperativeHandle(ref, () => ({
      goToLine: (line) => {
        const view = editor.current?.view;
        if (!view) return;
        const { from } = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
        view.dispatch({
          selection: { anchor: from },
          effects: EditorView.scrollIntoView(from, { y: 'center' }),
        });
        view.focus();
      },
      insert: (text) => {
        const view = editor.current?.view;
        if (!view) return;
        view.dispatch(view.state.replaceSelection(text));
        view.focus();
      },
    }));

    return (
      <CodeMirror
        ref={editor}
        value={value}
        onChange={onChange}
        onCreateEditor={mark}
        theme={dark ? 'dark' : 'light'}
        height={height}
        editable={!readOnly}
        readOnly={readOnly}
        indentWithTab={false}
        extensions={extensions}
      />
    );
  },
);
MjmlSource.displayName = 'MjmlSource';

export default MjmlSource;
