import type { Texts } from '../page/texts';

export const archiveTexts = {
  'archive.link': { es: 'Correos anteriores', en: 'Past e-mails' },
  'archive.title': { es: 'Archivo de correos', en: 'E-mail archive' },
  'archive.lead': {
    es: 'Los correos que {institution} ha hecho públicos, del más reciente al más antiguo.',
    en: 'The e-mails that {institution} has made public, newest first.',
  },
  'archive.empty': {
    es: 'Todavía no hay ninguno. Suscríbase y recibirá el primero en su correo.',
    en: 'There is none yet. Subscribe, and the first one comes to your mailbox.',
  },
  'archive.subscribe': { es: 'Suscribirse', en: 'Subscribe' },
  'archive.all': { es: 'Todos los correos', en: 'All e-mails' },
  'archive.feed': { es: 'Canal RSS', en: 'RSS feed' },
  'archive.pages': { es: 'Páginas del archivo', en: 'Pages of the archive' },
  'archive.newer': { es: 'Más recientes', en: 'Newer' },
  'archive.older': { es: 'Anteriores', en: 'Older' },
  'archive.page': { es: 'Página {page} de {pages}', en: 'Page {page} of {pages}' },
  'archive.untitled': { es: 'Correo sin asunto', en: 'E-mail without a subject' },
  'archive.about': { es: 'Sobre este correo', en: 'About this e-mail' },
  'archiveGone.title': { es: 'Este correo no está publicado', en: 'This e-mail is not public' },
  'archiveGone.lead': {
    es: 'La dirección está incompleta, o lo que había aquí ya no es público.',
    en: 'The address is incomplete, or what stood here is no longer public.',
  },
} satisfies Texts;
