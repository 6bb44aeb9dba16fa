import type { Texts } from '../page/texts';

/** Said where a recipient leaves. */
export const unsubscribeTexts = {
  'unsubscribe.title': { es: '¿Quiere darse de baja?', en: 'Would you like to unsubscribe?' },
  'unsubscribe.lead': {
    es: 'Elija qué quiere dejar de recibir. El cambio vale de inmediato.',
    en: 'Choose what you would like to stop receiving. It takes effect at once.',
  },
  'unsubscribe.list': { es: 'Darme de baja de «{list}»', en: 'Unsubscribe from “{list}”' },
  'unsubscribe.all': {
    es: 'Darme de baja de todo lo de {institution}',
    en: 'Unsubscribe from everything of {institution}',
  },
  'unsubscribe.keep': {
    es: '¿Llegó aquí sin querer? Cierre esta página: nada ha cambiado.',
    en: 'Here by mistake? Close this page: nothing has changed.',
  },
  'left.title': { es: 'Ya está de baja', en: 'You are unsubscribed' },
  'left.list': {
    es: 'No recibirá más correos de «{list}».',
    en: 'You will receive no more e-mails from “{list}”.',
  },
  'left.all': {
    es: 'No recibirá más correos de {institution}.',
    en: 'You will receive no more e-mails from {institution}.',
  },
  'left.running': {
    es: 'Un mensaje que ya iba en camino todavía puede llegar.',
    en: 'A message that was already on its way may still arrive.',
  },
  'left.mistake': { es: '¿Fue un error?', en: 'Was it a mistake?' },
  'left.undo': { es: 'Deshacer: quiero seguir recibiendo', en: 'Undo: I want to keep receiving' },
  'left.others': {
    es: 'Sigue suscrito a otras listas nuestras.',
    en: 'You are still subscribed to other lists of ours.',
  },
  'why.title': { es: 'Ayúdenos a mejorar', en: 'Help us do better' },
  'why.legend': { es: '¿Por qué se va?', en: 'Why are you leaving?' },
  'why.too_many': { es: 'Recibo demasiados correos', en: 'I get too many e-mails' },
  'why.not_relevant': { es: 'No me interesa lo que envían', en: 'What you send is not relevant to me' },
  'why.not_asked': { es: 'Nunca pedí estos correos', en: 'I did not ask for these e-mails' },
  'why.other': { es: 'Otro motivo', en: 'Another reason' },
  'why.words': { es: 'Con sus palabras', en: 'In your own words' },
  'why.send': { es: 'Enviar mi respuesta', en: 'Send my answer' },
  'thanks.title': { es: 'Gracias por decírnoslo', en: 'Thank you for telling us' },
  'thanks.lead': {
    es: 'Leeremos su respuesta. La baja sigue como estaba: no tiene que hacer nada más.',
    en: 'We will read your answer. You stay unsubscribed: there is nothing else to do.',
  },
  'undone.title': { es: '¡Qué bueno que se queda!', en: 'Good to have you back' },
  'undone.lead': {
    es: 'Deshicimos la baja: volverá a recibir lo mismo que antes.',
    en: 'We have undone it: you will receive the same as before.',
  },
  'undone.notice': {
    es: 'Deshizo la baja con el botón «{button}» de la página de baja.',
    en: 'Undid the leaving with the button “{button}” on the unsubscribe page.',
  },
  'undoLate.title': { es: 'Ya no podemos deshacerlo', en: 'We can no longer undo this' },
  'undoLate.lead': {
    es: 'Pasó demasiado tiempo o su suscripción cambió desde entonces. Si quiere recibir nuestros correos, suscríbase de nuevo.',
    en: 'Too much time has passed, or your subscription has changed since then. If you would like to receive our e-mails, subscribe again.',
  },
  'badChoice.title': { es: 'No entendimos su elección', en: 'We did not understand your choice' },
  'badChoice.lead': {
    es: 'Nada ha cambiado. Abra otra vez el enlace de su correo y use uno de los botones de la página.',
    en: 'Nothing has changed. Open the link in your e-mail again and use one of the buttons on the page.',
  },
} satisfies Texts;
