import type { ContentProblem } from '../../contracts';

type Field = ContentProblem['field'];
type Values = ContentProblem['values'];

/** Says the line of an offset, counting from 1. */
export function lineCounter(source: string): (offset: number) => number {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}

const build =
  (severity: ContentProblem['severity']) =>
  (
    code: string,
    line: number | null,
    message: string,
    values?: Values,
    field: Field = 'mjml',
  ): ContentProblem => ({
    code,
    severity,
    field,
    line,
    message,
    ...(values ? { values } : {}),
  });

/** A problem that keeps content from being sent. */
export const fault = build('error');
/** A problem that an editor should know of; the content can be sent. */
export const caution = build('warning');

export const hasFault = (problems: readonly ContentProblem[]): boolean =>
  problems.some(({ severity }) => severity === 'error');
