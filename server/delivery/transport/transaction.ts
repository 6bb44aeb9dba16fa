import { isAscii } from 'node:buffer';

import type { Conversation, Ended } from './conversation';
import { mailParameters, rcptParameters } from './dsn';
import type { Extensions } from './extensions';
import { accepted, refusal, unavailable, unknown, type SendOutcome, type Stage } from './outcome';
import type { Reply } from './reply';

export interface Envelope {
  from: string;
  to: string;
  /** Comes back in bounce messages of servers that speak DSN; printable ASCII, at most 100 characters. */
  envid?: string;
}

/** Hands one e-mail after another to the server of a session. */
export interface Transactions {
  /** Never throws: what went wrong is the outcome. One at a time. */
  send(envelope: Envelope, message: Buffer): Promise<SendOutcome>;
  /** True once the server fell silent over commands sent together, though it had offered PIPELINING. */
  readonly pipeliningFailed: boolean;
}

interface Step {
  stage: 'reset' | Stage;
  command: string;
}
/** What came back for the steps, in their order; fewer than steps where it broke off. */
interface Answers {
  replies: Reply[];
  broken: Ended | null;
}

const fits = (step: Step, { code }: Reply): boolean =>
  step.stage === 'message' ? code === 354 : code >= 200 && code < 300;
const refuses = ({ code }: Reply): boolean => code >= 400;

const beyondAscii = (text: string): boolean => /[\u0080-\uffff]/.test(text);

/** MAIL, RCPT and DATA (RFC 5321 §3.3), in one write where the server offers PIPELINING (RFC 2920). */
export function createTransactions(talk: Conversation, offers: Extensions): Transactions {
  let refusedBefore = false;
  let pipeliningFailed = false;

  const stepsFor = ({ from, to, envid }: Envelope, message: Buffer): Step[] => {
    const parameters = [
      offers.size ? ` SIZE=${message.length}` : '',
      beyondAscii(from + to) ? ' SMTPUTF8' : '',
      offers.eightBitMime && !isAscii(message) ? ' BODY=8BITMIME' : '',
      offers.dsn ? mailParameters(envid) : '',
    ];
    return [
      // A transaction that was refused is put away before the next one (RFC 5321 §4.1.1.5).
      ...(refusedBefore ? [{ stage: 'reset' as const, command: 'RSET' }] : []),
      { stage: 'sender', command: `MAIL FROM:<${from}>${parameters.join('')}` },
      { stage: 'recipient', command: `RCPT TO:<${to}>${offers.dsn ? rcptParameters(to) : ''}` },
      { stage: 'message', command: 'DATA' },
    ];
  };

  /** All steps at once, or each after the answer to the one before, until one is refused. */
  const ask = async (steps: Step[]): Promise<Answers> => {
    const replies: Reply[] = [];
    if (offers.pipelining) talk.say(steps.map(({ command }) => `${command}\r\n`).join(''));
    try {
      for (const step of steps) {
        if (!offers.pipelining) talk.say(`${step.command}\r\n`);
        const reply = await talk.answer();
        if (!refuses(reply) && !fits(step, reply)) throw talk.end(`Unexpected answer: ${reply.text}`);
        replies.push(reply);
        if (reply.code === 421) talk.end(reply.text);
        if (reply.code === 421 || (refuses(reply) && !offers.pipelining)) break;
      }
      return { replies, broken: null };
    } catch (error) {
      const broken = error as Ended;
      pipeliningFailed = offers.pipelining && broken.silent && replies.length > 0;
      return { replies, broken };
    }
  };

  /** Nothing of the message went out. */
  const refuse = async (steps: Step[], replies: Reply[], first: number): Promise<SendOutcome> => {
    const [{ stage }, { code, text }] = [steps[first], replies[first]] as [Step, Reply];
    refusedBefore = true;
    if (replies[steps.length - 1]?.code === 354) {
      // The server wants the message all the same. An empty one reaches nobody whose RCPT was refused (RFC 2920 §3.1).
      if (refuses(replies[steps.length - 2] as Reply)) await nothing();
      else talk.end(text);
    }
    if (stage !== 'reset' && !(stage === 'sender' && code === 421)) return refusal(stage, code, text);
    talk.end(text);
    return unavailable(text);
  };

  const nothing = async (): Promise<void> => {
    talk.say('.\r\n');
    await talk.answer().catch(() => undefined);
  };

  const deliver = async (message: Buffer): Promise<SendOutcome> => {
    if (talk.unread > 0) return unavailable(talk.end('The server answers what nobody asked.').message);
    await talk.tell(...framed(message));
    try {
      const reply = await talk.answer();
      if (reply.code === 421) talk.end(reply.text);
      if (refuses(reply)) {
        refusedBefore = true;
        return refusal('message', reply.code, reply.text);
      }
      if (reply.code < 300) return accepted(reply.text);
      throw talk.end(`Unexpected answer: ${reply.text}`);
    } catch (error) {
      return unknown((error as Ended).message);
    }
  };

  return {
    get pipeliningFailed() {
      return pipeliningFailed;
    },
    async send(envelope, message) {
      const impossible = unsayable(envelope, offers);
      if (impossible) return impossible;
      const steps = stepsFor(envelope, message);
      refusedBefore = false;
      const { replies, broken } = await ask(steps);
      const first = replies.findIndex(refuses);
      if (first >= 0) return refuse(steps, replies, first);
      return broken ? unavailable(broken.message) : deliver(message);
    },
  };
}

/** An address that this server cannot be told: the refusal of whom it belongs to, in our words; else null. */
function unsayable({ from, to }: Envelope, offers: Extensions): SendOutcome | null {
  const refused = (stage: Stage, text: string) => refusal(stage, 553, `553 ${text}`);
  for (const [address, stage] of [
    [from, 'sender'],
    [to, 'recipient'],
  ] as const) {
    // A line end or bracket would begin a command of its own.
    if (/[\s<>\p{Cc}]/u.test(address)) return refused(stage, '5.1.3 This is no address.');
    if (beyondAscii(address) && !offers.smtpUtf8)
      return refused(stage, '5.6.7 Address not supported: the mail server takes ASCII addresses only.');
  }
  return null;
}

/**
 * The message as it stands between DATA and the answer, and how it ends. A line that begins with a dot gets another
 * one (RFC 5321 §4.5.2), after a bare line feed too: some servers take it for a line end.
 */
function framed(message: Buffer): [bytes: Buffer, ending: string] {
  const bytes = hasDotAtLineStart(message)
    ? Buffer.from(message.toString('latin1').replace(/(^|\n)\./g, '$1..'), 'latin1')
    : message;
  return [bytes, bytes.subarray(-2).equals(CRLF) ? '.\r\n' : '\r\n.\r\n'];
}
/** From dot to dot: an e-mail has far fewer of them than lines, and this is done for each one. */
function hasDotAtLineStart(message: Buffer): boolean {
  for (let at = message.indexOf(DOT); at >= 0; at = message.indexOf(DOT, at + 1)) {
    if (at === 0 || message[at - 1] === LF) return true;
  }
  return false;
}
const DOT = 0x2e;
const LF = 0x0a;
const CRLF = Buffer.from('\r\n');
