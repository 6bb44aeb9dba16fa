import type { Language } from '../../../contracts';
import { en } from './en';
import { es } from './es';
import type { Words } from './words';

export type { Words };

export const words: Record<Language, Words> = { es, en };
