import {
  Decoration,
  EditorView,
  RangeSet,
  StateEffect,
  StateField,
  gutter,
  GutterMarker,
  type EditorState,
  type Range,
} from '@uiw/react-codemirror';

import type { ContentProblem } from '../../contracts';

/** Replaces the marked problems: `view.dispatch({ effects: showProblems.of(problems) })`. */
export const showProblems = StateEffect.define<ContentProblem[]>();

class Dot extends GutterMarker {
  constructor(private readonly problems: ContentProblem[]) {
    super();
  }

  override toDOM() {
    const dot = document.createElement('span');
    dot.textContent = '●';
    dot.title = this.problems.map(({ message }) => message).join('\n');
    dot.className = `cm-problem-${severityOf(this.problems)}`;
    return dot;
  }
}

const severityOf = (problems: ContentProblem[]) =>
  problems.some(({ severity }) => severity === 'error') ? 'error' : 'warning';

/** Problems by line, in the document's order; those past its end belong to its last line. */
const byLine = (state: EditorState, problems: ContentProblem[]): [number, ContentProblem[]][] => {
  const lines = new Map<number, ContentProblem[]>();
  for (const problem of problems) {
    if (problem.line === null) continue;
    const line = Math.min(Math.max(1, problem.line), state.doc.lines);
    lines.set(line, [...(lines.get(line) ?? []), problem]);
  }
  return [...lines].sort(([a], [b]) => a - b);
};

const rangesOf = (state: EditorState, problems: ContentProblem[]) => {
  const markers: Range<GutterMarker>[] = [];
  const lines: Range<Decoration>[] = [];
  for (const [line, found] of byLine(state, problems)) {
    const { from } = state.doc.line(line);
    markers.push(new Dot(found).range(from));
    lines.push(Decoration.line({ class: `cm-problem-line-${severityOf(found)}` }).range(from));
  }
  return { markers: RangeSet.of(markers), lines: Decoration.set(lines) };
};

type Marked = ReturnType<typeof rangesOf>;

const marked = StateField.define<Marked>({
  create: () => ({ markers: RangeSet.of<GutterMarker>([]), lines: Decoration.none }),
  update: (value, transaction) => {
    for (const effect of transaction.effects) {
      if (effect.is(showProblems)) return rangesOf(transaction.state, effect.value);
    }
    return transaction.docChanged
      ? { markers: value.markers.map(transaction.changes), lines: value.lines.map(transaction.changes) }
      : value;
  },
  provide: (field) => EditorView.decorations.from(field, ({ lines }) => lines),
});

const look = EditorView.baseTheme({
  '.cm-problems': { width: '1.2em', textAlign: 'center' },
  '.cm-problem-error': { color: '#d02b20' },
  '.cm-problem-warning': { color: '#be5d01' },
  '.cm-problem-line-error': { backgroundColor: 'rgba(208, 43, 32, 0.16)' },
  '.cm-problem-line-warning': { backgroundColor: 'rgba(190, 93, 1, 0.14)' },
});

/** Marks the lines that hold problems, with a dot at their side. They move with the text until the next check. */
export const problemMarkers = [
  marked,
  gutter({ class: 'cm-problems', markers: (view) => view.state.field(marked).markers }),
  look,
];
