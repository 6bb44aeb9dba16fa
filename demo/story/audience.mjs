/** People in front of their mail programs: they load pictures, follow links, and a few leave. */

const BROWSERS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Linux; Android 15; SM-A556E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
  'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.18827; Pro)',
];
const GMAIL_PROXY =
  'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)';
const APPLE_PRIVACY = 'Mozilla/5.0';
const GATEWAY = 'Mozilla/5.0 (compatible; MailSecurityScanner/4.2)';

/** In hundredths. */
const HABITS = { gateway: 3, open: 46, openAgain: 25, click: 27, clickMore: 35, leave: 2 };
/** Whoever acts sooner after the relay's answer is taken for a machine. */
const AWAKE_AFTER_MS = 2500;

const localized = (url) => url.replace('//localhost:', '//127.0.0.1:');

/** @returns what a mail program finds in the message: pixel, links, and the address to leave by one click. */
function waysOut({ html, headers }) {
  // Nobody sees the hidden link.
  const seen = (html || '').replace(/<a [^>]*aria-hidden="true"[^>]*>/g, '');
  const urls = [...seen.matchAll(/\b(?:href|src)="(https?:[^"]+)"/g)].map(([, url]) =>
    url.replaceAll('&amp;', '&'),
  );
  const header = String(headers.get('list-unsubscribe') ?? '') || headers.get('list')?.unsubscribe?.url || '';
  return {
    pixel: urls.find((url) => url.includes('/open/')),
    links: urls.filter((url) => url.includes('/click/')),
    oneClick: /https?:[^>,\s]+/.exec(header)?.[0] ?? urls.find((url) => url.includes('/unsubscribe/')),
  };
}

async function visit(url, userAgent, options = {}) {
  const response = await fetch(localized(url), {
    redirect: 'manual',
    headers: { 'user-agent': userAgent },
    ...options,
  });
  await response.arrayBuffer();
  return response.status;
}

/**
 * Lets an audience read what the mail server has caught.
 * @param chance decides what each person does; the same seed, the same people.
 */
export function createAudience({ store, chance }) {
  const did = { opens: 0, clicks: 0, left: 0, scans: 0 };
  const happens = (hundredths) => chance.below(100) < hundredths;

  const openerOf = (address) => {
    if (address.endsWith('@gmail.example')) return GMAIL_PROXY;
    return happens(15) ? APPLE_PRIVACY : chance.pick(BROWSERS);
  };

  /** Drawn before any waiting, so that the order of answers does not change who does what. */
  function intentions(address, links) {
    const opens = happens(HABITS.open) ? 1 + (happens(HABITS.openAgain) ? 1 + chance.below(3) : 0) : 0;
    // Nobody waits in this story: both links of an e-mail with two at once would be a machine's.
    const mayClickMore = new Set(links).size !== 2;
    const clicks =
      opens && links.length && happens(HABITS.click)
        ? 1 + (happens(HABITS.clickMore) && mayClickMore ? 1 : 0)
        : 0;
    return {
      scan: links.length > 0 && happens(HABITS.gateway),
      opens,
      clicks: Array.from({ length: clicks }, () => chance.pick(links)),
      leaves: opens > 0 && happens(HABITS.leave),
      opener: openerOf(address),
      browser: chance.pick(BROWSERS),
    };
  }

  async function read(mail, awake) {
    const out = waysOut(await store.parsed(mail.id));
    const plan = intentions(mail.to[0] ?? '', out.links);
    if (plan.scan) {
      for (const link of out.links.slice(0, 3)) await visit(link, GATEWAY);
      did.scans += 1;
    }
    if (!plan.opens) return;
    await awake(mail);
    for (let i = 0; out.pixel && i < plan.opens; i += 1) {
      await visit(out.pixel, plan.opener);
      did.opens += 1;
    }
    for (const link of plan.clicks) {
      await visit(link, plan.browser);
      did.clicks += 1;
    }
    if (plan.leaves && out.oneClick) {
      await visit(out.oneClick, plan.browser, {
        method: 'POST',
        body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
      });
      did.left += 1;
    }
  }

  const asleep = async ({ at }) => {
    const wait = Date.parse(at) + AWAKE_AFTER_MS - Date.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  };

  /** Eight at a time: a server that also sends should not be asked by all at once. */
  async function readAll(mails, awake) {
    const queue = [...mails];
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let mail = queue.shift(); mail; mail = queue.shift()) await read(mail, awake);
      }),
    );
  }

  return {
    did,
    /** Reads what came after `after` and before now. @param at once: the e-mails are old already. */
    async readOld(after) {
      const { rows } = store.list({ after, pageSize: 100_000 });
      await readAll(rows.reverse(), async () => undefined);
    },
    /** Reads along while e-mails come in, until `isOver` says that no more will. */
    async readAlong(after, isOver) {
      let last = after;
      for (;;) {
        const over = await isOver();
        const { rows } = store.list({ after: last, pageSize: 100_000 });
        last = rows[0]?.id ?? last;
        await readAll(rows.reverse(), asleep);
        if (over && rows.length === 0) return;
        if (!rows.length) await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
  };
}
