import type { FormDefinition } from '../../../contracts';

/** What each part of the editor is given. */
export interface PartProps {
  definition: FormDefinition;
  /** By the path that the server names, e.g. `definition.redirectUrl`. */
  errors: Record<string, string>;
  disabled: boolean;
  onChange: (part: Partial<FormDefinition>) => void;
}
