import type { TransportInfo, TransportLimits } from '../../../../contracts';

const SPANS = ['perSecond', 'perMinute', 'perHour', 'perDay'] as const satisfies (keyof TransportLimits)[];

/** The limits that are set, the shortest span first. */
export const limitsOf = (limits: TransportLimits): { span: keyof TransportLimits; most: number }[] =>
  SPANS.flatMap((span) => (limits[span] === undefined ? [] : [{ span, most: limits[span] }]));

/** The percentage of the e-mails that a server gets by its weight. */
export const shareOf = ({ weight }: TransportInfo, all: readonly TransportInfo[]): number =>
  (weight / all.reduce((sum, transport) => sum + transport.weight, 0)) * 100;
