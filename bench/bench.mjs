/** What the rows share: servers, sinks, a sample of the e-mail, and how big everything is. */
import path from 'node:path';

import { findPostgres, findProgram, startPostgres, startRedis } from '../scripts/lib/servers.mjs';
import { findSmtpSource, startFastSink } from './sinks.mjs';
import { takeSample } from './system.mjs';

/** Names of a row's `needs`, with the words for people who lack it. */
export const NEEDS = {
  postgres: "PostgreSQL's server programs (initdb, pg_ctl)",
  redis: 'redis-server',
  smtpSource: "postfix's smtp-source",
};

/** @returns what this machine has of `NEEDS`, as paths; null where it lacks one */
export const findParts = () => ({
  postgres: findPostgres(),
  redis: findProgram('redis-server'),
  smtpSource: findSmtpSource(),
});

/**
 * Starts what the rows need.
 * @param options.scale factor for all numbers of recipients
 * @param options.minutes how long memory is watched under opens and clicks
 * @param options.profile folder for CPU profiles, if any
 */
export async function startBench({ parts, needed, scale, minutes, profile }) {
  const results = new Map();
  /** Does something the first time only. */
  const once = (name, work) => {
    if (!results.has(name)) results.set(name, work());
    return results.get(name);
  };
  let profiles = 0;
  return {
    postgres: needed.has('postgres') ? await startPostgres(parts.postgres) : null,
    redis: needed.has('redis') ? await startRedis(parts.redis) : null,
    smtpSource: parts.smtpSource,
    sink: await startFastSink(),
    once,
    factor: scale,
    minutes,
    scale: (number) => Math.max(10, Math.round(number * scale)),
    sample: () => once('sample', () => takeSample()),
    /** The next file for a profile; undefined where none is wanted. */
    profileFile() {
      if (!profile) return undefined;
      profiles += 1;
      return path.resolve(profile, `process-${profiles}.cpuprofile`);
    },
  };
}
