import type { Core } from '@strapi/strapi';

import type { Room } from '../lib/room';
import { service } from '../lib/service';
import { createContentController } from './preview/controller';
import { createPreviewService } from './preview/service';
import { adminRoutes } from './routes';
import { createTemplateController } from './template/controller';
import { templateSchema } from './template/schema';
import { createTemplateService, type TemplateService } from './template/service';

export { checkTemplate, type KnownTags } from './check-template';
export { compile, type CompiledContent } from './compile';
export { defuse } from './defuse';
export {
  checkContent,
  freezeContent,
  type ContentSource,
  type FinishedContent,
  type FreezeRequest,
} from './freeze';
export { createEngine, createFiller, createRenderer, onOneLine } from './liquid';
export { tokensOf, type Attribute, type OpenTag, type Token } from './markup';
export { withMeasuringParts } from './measuring-parts';
export { exampleMergeData, mergeContact, type ContactNames } from './merge-tags';
export { protectLiquid, type Protected } from './placeholders';
export { fault, hasFault, lineCounter } from './problem';
export type { MergeData, PieceEncoding, Renderer, RenderKind } from './render';
export {
  dressed,
  firstPicture,
  htmlForStrangers,
  lineForStrangers,
  strangersData,
  type StrangersRequest,
} from './strangers';
export type { TemplateService } from './template/service';

export const templatesOf = (strapi: Core.Strapi): TemplateService => service(strapi, 'template');

export const content: Room = {
  contentTypes: { template: { schema: templateSchema } },
  services: { template: createTemplateService, preview: createPreviewService },
  controllers: { template: createTemplateController, content: createContentController },
  adminRoutes,
  bootstrap: (strapi) => templatesOf(strapi).ship(),
};
