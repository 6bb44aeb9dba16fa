import { Refusal } from '../../scripts/lib/terminal.mjs';

/**
 * The admin API as the panel uses it.
 * @param origin e.g. `http://127.0.0.1:1337`
 * @throws Refusal with the server's own words where it answers no.
 */
export async function createClient(origin, { email, password }) {
  async function call(method, path, body, headers = {}) {
    const isForm = body instanceof FormData;
    const response = await fetch(origin + path, {
      method,
      headers: { ...headers, ...(body && !isForm ? { 'content-type': 'application/json' } : {}) },
      body: body && !isForm ? JSON.stringify(body) : body,
    });
    const text = await response.text();
    if (!response.ok)
      throw new Refusal(`${method} ${path} was answered with ${response.status}: ${text.slice(0, 1000)}`);
    return text ? JSON.parse(text) : null;
  }
  const { data } = await call('POST', '/admin/login', { email, password });
  const authorization = { authorization: `Bearer ${data.token}` };
  const plugin = (method) => async (path, body) =>
    call(method, `/mail-campaigns${path}`, body, authorization);
  const [get, post, put] = ['GET', 'POST', 'PUT'].map(plugin);
  return {
    origin,
    get: async (path) => (await get(path)).data,
    post: async (path, body = {}) => (await post(path, body)).data,
    put: async (path, body) => (await put(path, body)).data,
    /** Every row of a paged list. */
    async all(path) {
      const rows = [];
      for (let page = 1; ; page += 1) {
        const { data: more, meta } = await get(
          `${path}${path.includes('?') ? '&' : '?'}page=${page}&pageSize=100`,
        );
        rows.push(...more);
        if (page >= meta.pagination.pageCount) return rows;
      }
    },
  };
}

/**
 * Asks until `read` gives something.
 * @throws Refusal with `what` after `timeout` milliseconds.
 */
export async function until(what, read, { timeout = 120_000, every = 250 } = {}) {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await read();
    if (value) return value;
    if (Date.now() > end) throw new Refusal(`Waited ${Math.round(timeout / 1000)} s in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
