import type { Room } from '../lib/room';
import { templateSchema } from './template/schema';

export { compile, type CompiledContent } from './compile';
export { checkContent, freezeContent, type ContentSource, type FinishedContent, type FreezeRequest } from './freeze';
export { createRenderer } from './liquid';
export { exampleMergeData } from './merge-tags';
export type { MergeData, Renderer, RenderKind } from './render';

export const content: Room = {
  contentTypes: { template: { schema: templateSchema } },
};
