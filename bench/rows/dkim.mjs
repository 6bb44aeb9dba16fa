/** What signing costs. */
import { generateKeyPairSync } from 'node:crypto';

import { sendCampaign, startSystem, takeSample } from '../system.mjs';

const RECIPIENTS = 20_000;
const BITS = 2048;
/** Of the address from which the bench writes. */
const DOMAIN = 'instituto.example';

function signing() {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { dkim: { [DOMAIN]: { selector: 'bench', privateKey } } };
}

/** Twice in turn; the best of each counts. */
async function measure(bench) {
  const recipients = bench.scale(RECIPIENTS);
  const config = signing();
  const { bytes } = await takeSample(config);
  if (!/^DKIM-Signature:/im.test(bytes.toString('latin1'))) throw new Error('The e-mails are not signed');
  const start = (more) => startSystem({ database: bench.postgres, port: bench.sink.port, config: more });
  const [off, on] = [await start({}), await start(config)];
  const seconds = { off: [], on: [] };
  for (let time = 0; time < 2; time += 1) {
    seconds.off.push((await sendCampaign(off, recipients)).seconds);
    seconds.on.push((await sendCampaign(on, recipients)).seconds);
  }
  await Promise.all([off.stop(), on.stop()]);
  return {
    value: recipients / Math.min(...seconds.on),
    baseline: recipients / Math.min(...seconds.off),
    unit: 'messages/s',
    note: `${recipients} recipients`,
  };
}

export const dkim = [
  {
    id: 'send.dkim',
    title: `DKIM with RSA-${BITS}`,
    beside: 'without DKIM',
    needs: ['postgres'],
    required: 0.6,
    measure,
  },
];
