import type { HealthCheck } from '../../../../contracts';
import { finding, toCheck } from '../finding';
import { organizationOf, type DmarcPolicy } from './dmarc';

interface Given {
  from: string;
  /** Domain of the envelope sender. */
  envelope: string;
  /** What receivers make of our signatures, which are of the From domain itself, and of SPF; null: not known. */
  dkimPasses: boolean | null;
  spfPasses: boolean | null;
  policy: DmarcPolicy | null;
}

/** Whether SPF speaks for the From domain (RFC 7489 §3.1.2). */
export const isAligned = (from: string, envelope: string, isStrict: boolean): boolean =>
  isStrict ? from === envelope : organizationOf(from) === organizationOf(envelope);

/**
 * Whether DMARC will pass: one of the two has to, for a domain that is the From domain's. Receivers that ask for DMARC
 * ask for this, whatever the policy says.
 */
export function checkAlignment({ from, envelope, dkimPasses, spfPasses, policy }: Given): HealthCheck {
  const spfSpeaks = isAligned(from, envelope, policy?.strictSpf ?? false);
  const bySpf = spfSpeaks ? spfPasses : false;
  const remarks = spfSpeaks ? [] : [finding('alignment-envelope', { domain: envelope })];
  const verdict = () => {
    if (dkimPasses && bySpf) return finding('alignment-both');
    if (dkimPasses) return finding('alignment-dkim');
    if (bySpf) return finding('alignment-spf');
    return finding(dkimPasses === null || bySpf === null ? 'alignment-unknown' : 'alignment-none');
  };
  return toCheck('alignment', [verdict(), ...remarks]);
}
