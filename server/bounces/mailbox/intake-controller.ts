import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import type { Core } from '@strapi/strapi';

import { configOf } from '../../config';
import { invalid, notFound, tooLarge, unauthorized } from '../../lib/errors';
import type { BouncesService } from '../service';
import { takeInMessage } from './take-in';

interface IntakeContext {
  req: IncomingMessage;
  request: { body?: unknown };
  status: number;
  body: unknown;
  get(header: string): string;
  set(header: string, value: string): void;
  is(...types: string[]): string | false | null;
}

/** Fields in which providers post the raw message (inbound parse of SendGrid, routes of Mailgun). */
const RAW_FIELDS = ['email', 'body-mime'] as const;

const MEGABYTE = 1024 * 1024;

/** Compares what was sent without telling by the time how much of it is right. */
function isSame(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

async function read(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) throw tooLarge('message-too-large', `Send at most ${most / MEGABYTE} MB a message.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const fieldOf = (body: unknown): string | undefined => {
  const fields = (body ?? {}) as Record<string, unknown>;
  return RAW_FIELDS.map((name) => fields[name]).find((value) => typeof value === 'string');
};

/**
 * `POST /intake`: one raw message a request, from a pipe of a mail server or a provider that passes e-mails on, with
 * `Authorization: Bearer <intake.secret>`, or Basic with the secret as password. The body is the message
 * (`message/rfc822` or `application/octet-stream`), or a form that has it as `email` or `body-mime`.
 * 200 once it is stored, also for what is none of ours; 401, 404 where `intake.secret` is not set, 413; 5xx: send again.
 */
export const intakeController =
  (bouncesOf: (strapi: Core.Strapi) => BouncesService) =>
  ({ strapi }: { strapi: Core.Strapi }) => {
    const { secret, maxMegabytes } = configOf(strapi).intake;

    const passwordOf = (ctx: IntakeContext): string => {
      const [scheme = '', value = ''] = ctx.get('Authorization').split(' ');
      if (scheme.toLowerCase() !== 'basic') return value;
      return Buffer.from(value, 'base64').toString().split(':').slice(1).join(':');
    };

    const messageOf = async (ctx: IntakeContext): Promise<Buffer> => {
      const most = maxMegabytes * MEGABYTE;
      if (ctx.is('message/rfc822', 'application/octet-stream')) return read(ctx.req, most);
      const field = fieldOf(ctx.request.body);
      if (field === undefined) {
        throw invalid(
          'message-missing',
          'Send the raw message as message/rfc822, or in the field `email` or `body-mime` of a form.',
        );
      }
      if (field.length > most)
        throw tooLarge('message-too-large', `Send at most ${maxMegabytes} MB a message.`);
      return Buffer.from(field);
    };

    return {
      async take(ctx: IntakeContext): Promise<void> {
        if (secret === undefined) throw notFound('not-found', 'There is nothing here.');
        if (!isSame(passwordOf(ctx), secret)) throw unauthorized('secret-wrong', 'The secret is wrong.');
        const fate = await takeInMessage(bouncesOf(strapi), await messageOf(ctx), 'intake');
        ctx.set('Cache-Control', 'no-store');
        ctx.body = { data: { taken: fate === 'done' } };
      },
    };
  };
