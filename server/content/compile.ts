import type { ContentProblem } from '../../contracts';

export interface CompiledContent {
  /** HTML with Liquid tags still in place; empty where `problems` holds an error. */
  html: string;
  /** Text part with the same Liquid tags. */
  text: string;
  problems: ContentProblem[];
}
