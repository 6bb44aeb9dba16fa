import { z } from '@strapi/utils';

export const positive = z.number().int().positive();

/** Describes an option for people; the table in docs/configuration.md is made from these words. */
export const option = <T extends z.ZodType>(schema: T, meaning: string) =>
  schema.meta({ description: meaning });
