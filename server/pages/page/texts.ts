import type { Language } from '../../../contracts';

/** Every word that a visitor or recipient reads. `{name}` is filled in; see `textsIn`. */
export const TEXTS = {
  'institution.unnamed': { es: 'nuestra institución', en: 'our institution' },
  'footer.language': { es: 'English', en: 'Español' },
  optional: { es: '(opcional)', en: '(optional)' },

  'subscribe.title': { es: 'Suscríbase a nuestros correos', en: 'Subscribe to our e-mails' },
  'subscribe.lead': {
    es: 'Elija qué quiere recibir de {institution} y díganos adónde se lo enviamos.',
    en: 'Choose what you would like to receive from {institution} and tell us where to send it.',
  },
  'subscribe.none': {
    es: 'En este momento no hay listas abiertas al público. Vuelva a intentarlo más adelante.',
    en: 'There are no lists open to the public at the moment. Please come back later.',
  },
  'subscribe.email': { es: 'Correo electrónico', en: 'E-mail address' },
  'subscribe.firstName': { es: 'Nombre', en: 'First name' },
  'subscribe.lastName': { es: 'Apellido', en: 'Last name' },
  'subscribe.lists': { es: 'Quiero recibir', en: 'I would like to receive' },
  'subscribe.website': { es: 'Deje este campo vacío', en: 'Leave this field empty' },
  'subscribe.consent': {
    es: 'Al pulsar «Suscribirme» autorizo a {institution} a tratar mi correo electrónico y mi nombre para enviarme los correos de las listas elegidas. Puedo retirar esta autorización en cualquier momento con el enlace que trae cada correo.',
    en: 'By pressing “Subscribe” I authorise {institution} to process my e-mail address and my name in order to send me the e-mails of the lists chosen. I can withdraw this authorisation at any time with the link in every e-mail.',
  },
  'subscribe.submit': { es: 'Suscribirme', en: 'Subscribe' },
  'subscribe.problems': { es: 'Revise lo siguiente:', en: 'Please check the following:' },
  'subscribe.problem.email': {
    es: 'Escriba una dirección de correo completa, por ejemplo nombre@ejemplo.org.',
    en: 'Enter a complete e-mail address, for example name@example.org.',
  },
  'subscribe.problem.firstName': {
    es: 'El nombre es demasiado largo: use 200 caracteres como máximo.',
    en: 'The first name is too long: use 200 characters at most.',
  },
  'subscribe.problem.lastName': {
    es: 'El apellido es demasiado largo: use 200 caracteres como máximo.',
    en: 'The last name is too long: use 200 characters at most.',
  },
  'subscribe.problem.lists': { es: 'Elija al menos una lista.', en: 'Choose at least one list.' },
  'subscribe.problem.form': {
    es: 'El formulario trae datos que no esperábamos. Diligéncielo de nuevo y envíelo.',
    en: 'The form carries data that we did not expect. Fill it in again and send it.',
  },

  'received.title': { es: 'Revise su correo', en: 'Check your e-mail' },
  'received.lead': {
    es: 'Recibimos su solicitud. Si hace falta confirmarla, en unos minutos le llegará un correo con un enlace: ábralo y confirme para empezar a recibir nuestros mensajes.',
    en: 'We have received your request. If it needs to be confirmed, an e-mail with a link will reach you within a few minutes: open it and confirm to start receiving our messages.',
  },
  'received.hint': {
    es: '¿No llega? Mire en la carpeta de correo no deseado. Enviamos como máximo un correo de confirmación al día a cada dirección: si ya lo pidió hoy, use el que recibió.',
    en: 'Nothing there? Look in your spam folder. We send at most one confirmation e-mail a day to an address: if you have asked for one today already, use the one you got.',
  },

  'tooMany.title': { es: 'Demasiados intentos', en: 'Too many attempts' },
  'tooMany.lead': {
    es: 'Desde su conexión llegaron muchas solicitudes en poco tiempo. Espere unos minutos y vuelva a intentarlo.',
    en: 'Many requests came from your connection in a short time. Wait a few minutes and try again.',
  },

  'confirm.title': { es: 'Confirme su suscripción', en: 'Confirm your subscription' },
  'confirm.lead': {
    es: 'Falta un paso para que {institution} empiece a escribirle:',
    en: 'One step is left before {institution} starts writing to you:',
  },
  'confirm.submit': { es: 'Sí, confirmar', en: 'Yes, confirm' },
  'confirm.notYou': {
    es: '¿No lo pidió usted? Cierre esta página: sin su confirmación no le enviaremos nada.',
    en: 'It was not you who asked? Close this page: without your confirmation we will send you nothing.',
  },
  'confirm.notice': {
    es: 'Confirmó su suscripción con el botón «{button}» de la página del enlace que recibió por correo.',
    en: 'Confirmed the subscription with the button “{button}” on the page of the link received by e-mail.',
  },
  'confirmed.title': {
    es: '¡Listo! Su suscripción está confirmada',
    en: 'All set! Your subscription is confirmed',
  },
  'confirmed.lead': {
    es: 'Desde ahora recibirá de {institution}:',
    en: 'From now on you will receive from {institution}:',
  },
  'confirmed.hint': {
    es: 'Puede darse de baja cuando quiera con el enlace que trae cada correo.',
    en: 'You can unsubscribe whenever you like with the link in every e-mail.',
  },
  'expired.title': { es: 'Este enlace ya no sirve', en: 'This link no longer works' },
  'expired.lead': {
    es: 'Por su seguridad, los enlaces de confirmación vencen a las {hours} horas. No pasa nada: vuelva a suscribirse y le enviaremos uno nuevo.',
    en: 'For your safety, confirmation links expire after {hours} hours. No harm done: subscribe again and we will send you a new one.',
  },
  'expired.again': { es: 'Suscribirme de nuevo', en: 'Subscribe again' },
  'gone.title': { es: 'No hay nada que confirmar', en: 'There is nothing to confirm' },
  'gone.lead': {
    es: 'Esta suscripción ya no existe o fue cancelada. Si quiere recibir nuestros correos, suscríbase de nuevo.',
    en: 'This subscription no longer exists or was cancelled. If you would like to receive our e-mails, subscribe again.',
  },

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

  'test.title': { es: 'Este correo era una prueba', en: 'This e-mail was a test' },
  'test.lead': {
    es: 'Sus enlaces se ven como los de un correo real, pero no cambian nada ni pertenecen a ninguna suscripción.',
    en: 'Its links look like those of a real e-mail, but they change nothing and belong to no subscription.',
  },
  'erased.title': { es: 'Ya no tenemos sus datos', en: 'We no longer hold your data' },
  'erased.lead': {
    es: 'Los datos de la persona que recibió este correo se eliminaron. {institution} no le enviará nada más.',
    en: 'The data of the person who received this e-mail have been erased. {institution} will send nothing more.',
  },
  'notFound.title': { es: 'Aquí no hay nada', en: 'There is nothing here' },
  'notFound.lead': {
    es: 'El enlace está incompleto o no es nuestro. Ábralo otra vez desde el correo, o cópielo entero en el navegador.',
    en: 'The link is incomplete or not ours. Open it again from the e-mail, or copy all of it into your browser.',
  },
  'failed.title': { es: 'Algo salió mal', en: 'Something went wrong' },
  'failed.lead': {
    es: 'Fue un problema nuestro, no suyo. Espere un momento y vuelva a intentarlo.',
    en: 'The problem is ours, not yours. Wait a moment and try again.',
  },

  'mail.subject': {
    es: 'Confirme su suscripción a {institution}',
    en: 'Confirm your subscription to {institution}',
  },
  'mail.lead': {
    es: 'Alguien, esperamos que usted, pidió que {institution} escriba a esta dirección. Se trata de:',
    en: 'Somebody, we hope it was you, asked {institution} to write to this address. It is about:',
  },
  'mail.button': { es: 'Confirmar mi suscripción', en: 'Confirm my subscription' },
  'mail.copy': {
    es: 'Si el botón no funciona, copie este enlace en su navegador:',
    en: 'If the button does not work, copy this link into your browser:',
  },
  'mail.expiry': { es: 'El enlace funciona durante {hours} horas.', en: 'The link works for {hours} hours.' },
  'mail.notYou': {
    es: '¿No fue usted? No haga nada: sin su confirmación no le enviaremos nada más.',
    en: 'It was not you? Do nothing: without your confirmation we will send you nothing more.',
  },
} satisfies Record<string, Record<Language, string>>;

export type TextKey = keyof typeof TEXTS;
export type Say = (key: TextKey, values?: Record<string, string | number>) => string;

/** The words in one language. The result is plain text: `html` escapes it. */
export const textsIn =
  (language: Language): Say =>
  (key, values = {}) =>
    TEXTS[key][language].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
