import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../../../contracts';
import { clock } from '../../lib/clock';

const LATELY_MS = 3600_000;

const folderOf = (strapi: Core.Strapi): string =>
  path.join(strapi.dirs.app.root, '.tmp', PLUGIN_ID, 'imports');

/** Where the file of an import lies until it is done. */
export const filePathOf = (strapi: Core.Strapi, hash: string): string => path.join(folderOf(strapi), hash);

/** Copies an uploaded file there; nobody else on the machine may read it. Never seen half-written. */
export async function keepFile(strapi: Core.Strapi, uploaded: string, hash: string): Promise<void> {
  await mkdir(folderOf(strapi), { recursive: true, mode: 0o700 });
  const half = filePathOf(strapi, `${hash}.${randomUUID()}`);
  try {
    await copyFile(uploaded, half);
    await rename(half, filePathOf(strapi, hash));
  } finally {
    await rm(half, { force: true });
  }
}

export const removeFile = (strapi: Core.Strapi, hash: string): Promise<void> =>
  rm(filePathOf(strapi, hash), { force: true });

/** Files that no import needs, unless they came a moment ago: their import is being written down. */
export async function removeFilesExcept(strapi: Core.Strapi, hashes: ReadonlySet<string>): Promise<void> {
  const names = await readdir(folderOf(strapi)).catch(() => []);
  const lately = clock.now().getTime() - LATELY_MS;
  for (const name of names) {
    if (hashes.has(name.slice(0, 64))) continue;
    const file = await stat(filePathOf(strapi, name)).catch(() => null);
    if (file && file.mtimeMs < lately) await removeFile(strapi, name);
  }
}
