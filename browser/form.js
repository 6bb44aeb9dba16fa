/**
 * Makes subscription forms of Mail campaigns answer in place: `<form data-mail-campaigns-form="…/forms/<slug>">`.
 * Without this script the form works as well. No dependency, no inline code, no style of its own.
 */
(() => {
  'use strict';
  const TEXTS = {
    en: {
      sending: 'Sending…',
      received:
        'Check your e-mail: if your request needs to be confirmed, a link will reach you within a few minutes.',
      invalid: 'Please check what you wrote.',
      many: 'Many requests came from your connection. Wait a few minutes and try again.',
      failed: 'That did not work. Wait a moment and try again.',
    },
    es: {
      sending: 'Enviando…',
      received:
        'Revise su correo: si hace falta confirmar su solicitud, en unos minutos le llegará un enlace.',
      invalid: 'Revise lo que escribió.',
      many: 'Desde su conexión llegaron muchas solicitudes. Espere unos minutos y vuelva a intentarlo.',
      failed: 'No funcionó. Espere un momento y vuelva a intentarlo.',
    },
  };
  /** The server takes a form that is sent sooner than this for a robot's. */
  const QUICKEST = 2100;
  const FRESH = 45 * 60 * 1000;
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  const rotate = (x, n) => (x >>> n) | (x << (32 - n));
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((p) => n % p)) primes.push(n);
  const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
  const K = primes.map((p) => fraction(Math.cbrt(p)));
  const START = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
  const hex = (words) => words.map((x) => (x >>> 0).toString(16).padStart(8, '0')).join('');

  /** SHA-256 (FIPS 180-4), where the page has no `crypto.subtle`: it is not served over https. */
  function sha256(bytes) {
    const view = new DataView(new ArrayBuffer(((bytes.length + 8) >> 6) * 64 + 64));
    bytes.forEach((byte, i) => view.setUint8(i, byte));
    view.setUint8(bytes.length, 128);
    view.setUint32(view.byteLength - 4, bytes.length * 8);
    const state = START.slice();
    const w = [];
    for (let at = 0; at < view.byteLength; at += 64) {
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i += 1) {
        const x = w[i - 15];
        const y = w[i - 2];
        w[i] =
          i < 16
            ? view.getInt32(at + i * 4)
            : (w[i - 16] +
                (rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)) +
                w[i - 7] +
                (rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10))) |
              0;
        const one = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i];
        const two = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((x, i) => {
        state[i] = (state[i] + x) | 0;
      });
    }
    return hex(state);
  }

  const digest = async (bytes) => {
    if (!globalThis.crypto?.subtle) return sha256(bytes);
    const view = new DataView(await crypto.subtle.digest('SHA-256', bytes));
    return hex([0, 4, 8, 12, 16, 20, 24, 28].map((i) => view.getInt32(i)));
  };

  /** Finds the number that the challenge is the hash of (ALTCHA), without holding up the page. */
  async function solve({ algorithm, challenge, salt, signature, maxnumber }) {
    const encoder = new TextEncoder();
    for (let number = 0; number <= maxnumber; number += 1) {
      if (number % 500 === 499) await wait(0);
      if ((await digest(encoder.encode(salt + number))) === challenge) {
        return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
      }
    }
    return '';
  }

  /** Fields as the endpoint wants them: `attributes[city]` becomes `attributes: { city }`. */
  function read(form) {
    const body = { lists: [] };
    new FormData(form).forEach((value, name) => {
      const attribute = /^attributes\[(\w+)\]$/.exec(name);
      if (name === 'lists') body.lists.push(value);
      else if (attribute) body.attributes = { ...body.attributes, [attribute[1]]: value };
      else body[name] = value;
    });
    return body;
  }

  function enhance(form) {
    const language = (form.lang || document.documentElement.lang).startsWith('es') ? 'es' : 'en';
    const say = TEXTS[language];
    const status = form.querySelector('[data-mail-campaigns-status]') || document.createElement('p');
    status.setAttribute('role', 'status');
    status.setAttribute('aria-live', 'polite');
    if (!status.parentNode) form.append(status);
    let ticket;

    const prepare = async () => {
      const query = `?lang=${language}`;
      const answer = await fetch(form.dataset.mailCampaignsForm + query, { credentials: 'omit' });
      if (!answer.ok) throw new Error();
      const { time, challenge } = (await answer.json()).data;
      const at = Date.now();
      return { time, at, solved: challenge?.salt ? await solve(challenge) : undefined };
    };
    const renew = () => {
      ticket = prepare();
      ticket.catch(() => {
        ticket = undefined;
      });
    };
    form.addEventListener('focusin', () => ticket || renew());

    const post = async () => {
      if (ticket && Date.now() - (await ticket).at > FRESH) ticket = undefined;
      if (!ticket) renew();
      const { time, at, solved } = await ticket;
      await wait(Math.max(0, at + QUICKEST - Date.now()));
      ticket = undefined;
      return fetch(form.action, {
        method: 'POST',
        credentials: 'omit',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...read(form), time, ...(solved && { challenge: solved }) }),
      });
    };

    const mark = (fields) => {
      for (const input of form.elements) input.removeAttribute('aria-invalid');
      const names = fields.map(({ path }) => path);
      const wrong = [...form.elements].filter(({ name }) => names.includes(name));
      wrong.forEach((input) => input.setAttribute('aria-invalid', 'true'));
      wrong[0]?.focus();
      status.textContent = [say.invalid, ...fields.map(({ message }) => message)].join(' ');
    };

    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (form.ariaBusy === 'true') return;
      form.ariaBusy = 'true';
      status.textContent = say.sending;
      try {
        const answer = await post();
        const { error } = await answer.json();
        if (answer.ok) {
          status.textContent = say.received;
          form.reset();
          form.dispatchEvent(new CustomEvent('mail-campaigns:received', { bubbles: true }));
        } else if (error.details.fields) mark(error.details.fields);
        else status.textContent = answer.status === 429 ? say.many : say.failed;
      } catch {
        // No answer that can be read, e.g. from a site that the form does not know: the plain way.
        form.submit();
      }
      form.ariaBusy = 'false';
    });
  }

  const start = () => document.querySelectorAll('form[data-mail-campaigns-form]').forEach(enhance);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
})();
