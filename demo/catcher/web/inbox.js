const WORDS = {
  es: {
    title: 'Buzón de la demostración',
    search: 'Buscar remitente, destinatario o asunto',
    auto: 'Actualizar solo',
    language: 'Idioma',
    list: 'Correos',
    newer: '← Más nuevos',
    older: 'Más antiguos →',
    refusals: 'Direcciones que este servidor rechaza',
    refusalsHint: 'Según cómo termine lo que va antes de la @:',
    once: 'solo la primera vez',
    html: 'Vista HTML',
    text: 'Texto',
    headers: 'Encabezados',
    source: 'Original',
    opens:
      'Mirar aquí un correo carga sus imágenes: cuenta como apertura, igual que en un programa de correo.',
    choose: 'Elija un correo de la lista.',
    nothing: 'No hay correos.',
    nothingFound: 'Ningún correo coincide con la búsqueda.',
    from: 'De',
    to: 'Para',
    replyTo: 'Responder a',
    at: 'Recibido',
    size: 'Tamaño',
    total: (count) => `${count} correos`,
    page: (page, pages) => `${page} de ${pages}`,
    noSubject: '(sin asunto)',
    unreachable: 'El buzón no responde: ¿sigue en marcha la demostración?',
  },
  en: {
    title: 'Inbox of the demo',
    search: 'Search sender, recipient or subject',
    auto: 'Refresh by itself',
    language: 'Language',
    list: 'E-mails',
    newer: '← Newer',
    older: 'Older →',
    refusals: 'Addresses that this server refuses',
    refusalsHint: 'By the end of what stands before the @:',
    once: 'the first time only',
    html: 'HTML view',
    text: 'Text',
    headers: 'Headers',
    source: 'Source',
    opens: 'Looking at an e-mail here loads its pictures: it counts as an open, as in any mail program.',
    choose: 'Choose an e-mail from the list.',
    nothing: 'There are no e-mails.',
    nothingFound: 'No e-mail matches the search.',
    from: 'From',
    to: 'To',
    replyTo: 'Reply to',
    at: 'Received',
    size: 'Size',
    total: (count) => `${count} e-mails`,
    page: (page, pages) => `${page} of ${pages}`,
    noSubject: '(no subject)',
    unreachable: 'The inbox does not answer: is the demo still running?',
  },
};
const PAGE_SIZE = 25;
const REFRESH_MS = 3000;

const $ = (id) => document.getElementById(id);
const state = {
  language: localStorage.getItem('language') ?? (navigator.language.startsWith('en') ? 'en' : 'es'),
  search: '',
  page: 1,
  lastId: -1,
  mail: null,
  part: 'html',
};
const word = (key) => WORDS[state.language][key];

function element(tag, text, attributes = {}) {
  const node = document.createElement(tag);
  node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

const time = (instant) =>
  new Intl.DateTimeFormat(state.language, { dateStyle: 'short', timeStyle: 'medium' }).format(
    new Date(instant),
  );
const bytes = (size) => `${new Intl.NumberFormat(state.language).format(Math.ceil(size / 1024))} kB`;

async function fetchJson(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

function translate() {
  document.documentElement.lang = state.language;
  document.title = word('title');
  for (const node of document.querySelectorAll('[data-word]')) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll('[data-label]'))
    node.setAttribute('aria-label', word(node.dataset.label));
  $('search').placeholder = word('search');
  for (const node of document.querySelectorAll('[data-language]')) {
    node.setAttribute('aria-pressed', String(node.dataset.language === state.language));
  }
}

async function showList({ onlyIfNew = false } = {}) {
  const query = new URLSearchParams({ search: state.search, page: state.page, pageSize: PAGE_SIZE });
  const list = await fetchJson(`/api/mails?${query}`);
  if (onlyIfNew && list.lastId === state.lastId) return;
  state.lastId = list.lastId;
  const pages = Math.max(1, Math.ceil(list.total / PAGE_SIZE));
  $('total').textContent = word('total')(new Intl.NumberFormat(state.language).format(list.total));
  $('page').textContent = word('page')(state.page, pages);
  $('newer').disabled = state.page <= 1;
  $('older').disabled = state.page >= pages;
  $('nothing').hidden = list.total > 0;
  $('nothing').textContent = word(state.search ? 'nothingFound' : 'nothing');
  $('mails').replaceChildren(
    ...list.rows.map((mail) => {
      const button = element('button', '', {
        type: 'button',
        'aria-current': String(mail.id === state.mail?.id),
      });
      button.append(
        element('strong', mail.subject || word('noSubject')),
        element('small', mail.to.join(', ')),
        element('time', time(mail.at), { datetime: mail.at }),
      );
      button.addEventListener('click', () => void open(mail.id));
      const item = document.createElement('li');
      item.append(button);
      return item;
    }),
  );
}

async function open(id) {
  state.mail = await fetchJson(`/api/mails/${id}`);
  state.part = state.mail.html ? 'html' : 'text';
  location.hash = String(id);
  await Promise.all([showMail(), showList()]);
}

async function showMail() {
  const { mail } = state;
  $('mail').hidden = !mail;
  $('choose').hidden = Boolean(mail);
  if (!mail) return;
  $('subject').textContent = mail.subject || word('noSubject');
  const facts = [
    ['from', mail.from],
    ['to', mail.to.join(', ')],
    ['replyTo', mail.replyTo],
    ['at', time(mail.at)],
    ['size', bytes(mail.size)],
  ].filter(([, value]) => value);
  $('facts').replaceChildren(
    ...facts.flatMap(([key, value]) => [element('dt', word(key)), element('dd', value)]),
  );
  for (const tab of document.querySelectorAll('[data-part]')) {
    tab.setAttribute('aria-selected', String(tab.dataset.part === state.part));
  }
  const isHtml = state.part === 'html';
  $('html').hidden = !isHtml;
  $('notice').hidden = !isHtml;
  $('plain').hidden = isHtml;
  if (isHtml) {
    const source = `/api/mails/${mail.id}/html`;
    if ($('html').getAttribute('src') !== source) $('html').setAttribute('src', source);
  } else if (state.part === 'source') {
    $('plain').textContent = await (await fetch(`/api/mails/${mail.id}/source`)).text();
  } else {
    $('plain').textContent = mail[state.part];
  }
}

async function showRefusals() {
  const { refusals } = await fetchJson('/api/server');
  $('refusals').replaceChildren(
    ...refusals.map(({ ending, code, text, once }) => {
      const row = document.createElement('tr');
      row.append(
        element('td', `…${ending}@`),
        element('td', `${code} ${text}${once ? ` (${word('once')})` : ''}`),
      );
      return row;
    }),
  );
}

const everything = () => {
  translate();
  return Promise.all([showList(), showMail(), showRefusals()]);
};
const complain = () => {
  $('total').textContent = word('unreachable');
};

let typing;
$('search').addEventListener('input', ({ target }) => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    state.search = target.value.trim();
    state.page = 1;
    showList().catch(complain);
  }, 200);
});
$('newer').addEventListener('click', () => {
  state.page -= 1;
  showList().catch(complain);
});
$('older').addEventListener('click', () => {
  state.page += 1;
  showList().catch(complain);
});
for (const tab of document.querySelectorAll('[data-part]')) {
  tab.addEventListener('click', () => {
    state.part = tab.dataset.part;
    showMail().catch(complain);
  });
}
for (const button of document.querySelectorAll('[data-language]')) {
  button.addEventListener('click', () => {
    state.language = button.dataset.language;
    localStorage.setItem('language', state.language);
    everything().catch(complain);
  });
}
setInterval(() => {
  if ($('auto').checked && !document.hidden) showList({ onlyIfNew: true }).catch(complain);
}, REFRESH_MS);

await everything().catch(complain);
const wanted = Number(location.hash.slice(1));
if (wanted) await open(wanted).catch(() => undefined);
