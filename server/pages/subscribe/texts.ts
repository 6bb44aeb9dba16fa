import type { Texts } from '../page/texts';

/** Said by the form, the confirmation page and the confirmation e-mail. */
export const subscribeTexts = {
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
    es: 'Al pulsar «{button}» autorizo a {institution} a tratar mi correo electrónico y mi nombre para enviarme los correos de las listas elegidas. Puedo retirar esta autorización en cualquier momento con el enlace que trae cada correo.',
    en: 'By pressing “{button}” I authorise {institution} to process my e-mail address and my name in order to send me the e-mails of the lists chosen. I can withdraw this authorisation at any time with the link in every e-mail.',
  },
  'subscribe.submit': { es: 'Suscribirme', en: 'Subscribe' },
  'subscribe.problems': { es: 'Revise lo siguiente:', en: 'Please check the following:' },
  'subscribe.problem.email': {
    es: 'Escriba una dirección de correo completa, por ejemplo nombre@ejemplo.org.',
    en: 'Enter a complete e-mail address, for example name@example.org.',
  },
  'subscribe.problem.missing': {
    es: '«{label}»: diligencie este campo.',
    en: '“{label}”: fill in this field.',
  },
  'subscribe.problem.long': {
    es: '«{label}»: use 200 caracteres como máximo.',
    en: '“{label}”: use 200 characters at most.',
  },
  'subscribe.problem.challenge': {
    es: 'No pudimos comprobar que no es un robot. Espere un momento y vuelva a intentarlo.',
    en: 'We could not make sure that you are not a robot. Wait a moment and try again.',
  },
  'subscribe.onceMore': {
    es: 'Falta un paso: revise sus datos y pulse el botón una vez más.',
    en: 'One step is left: check your data and press the button once more.',
  },
  'subscribe.needsScript': {
    es: 'Este formulario comprueba que no lo envía un robot y para eso necesita JavaScript. Actívelo y vuelva a cargar la página.',
    en: 'This form makes sure that no robot sends it and needs JavaScript for that. Turn it on and load the page again.',
  },
  'subscribe.purposes': { es: 'Finalidades:', en: 'Purposes:' },
  'subscribe.policy': { es: 'Política de tratamiento de datos personales', en: 'Personal data policy' },
  'subscribe.snippet.definition': {
    es: 'qué mostrar, y una hora firmada',
    en: 'what to show, and a signed time',
  },
  'subscribe.snippet.request': {
    es: 'al menos dos segundos después; TIME es data.time de la primera respuesta',
    en: 'at least two seconds later; TIME is data.time of the first answer',
  },
  'formGone.title': { es: 'Este formulario ya no está', en: 'This form is no longer here' },
  'formGone.lead': {
    es: 'El formulario de este enlace fue retirado. Puede suscribirse en nuestra página general.',
    en: 'The form of this link was taken away. You can subscribe on our general page.',
  },
  'formGone.other': { es: 'Ir a la página de suscripción', en: 'Go to the subscription page' },
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
  'confirm.title': { es: 'Confirme su suscripción', en: 'Confirm your subscription' },
  'confirm.lead': {
    es: 'Falta un paso para que {institution} empiece a escribirle:',
    en: 'One step is left before {institution} starts writing to you:',
  },
  'confirm.also': {
    es: 'También se pidió con esta dirección. Marque lo que quiera recibir:',
    en: 'This was asked for with your address, too. Tick what you would like to receive:',
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
    es: 'Por su seguridad, los enlaces de confirmación vencen a las {hours} horas. No pasa nada: pida uno nuevo.',
    en: 'For your safety, confirmation links expire after {hours} hours. No harm done: ask for a new one.',
  },
  'expired.newMail': { es: 'Envíenme un correo nuevo', en: 'Send me a new e-mail' },
  'expired.again': { es: 'Suscribirme de nuevo', en: 'Subscribe again' },
  'used.title': { es: 'Este enlace ya se usó', en: 'This link has been used' },
  'used.lead': {
    es: 'Cada enlace de confirmación sirve una sola vez. Desde entonces alguien pidió la suscripción de nuevo: si fue usted, pida un correo nuevo y confirme con su enlace.',
    en: 'Each confirmation link works once. Since then somebody has asked for the subscription again: if it was you, ask for a new e-mail and confirm with its link.',
  },
  'gone.title': { es: 'No hay nada que confirmar', en: 'There is nothing to confirm' },
  'gone.lead': {
    es: 'Esta suscripción ya no existe o fue cancelada. Si quiere recibir nuestros correos, suscríbase de nuevo.',
    en: 'This subscription no longer exists or was cancelled. If you would like to receive our e-mails, subscribe again.',
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
  'mail.expiry': { es: 'El enlace funciona durante {hours} horas.', en: 'The link works for {hours} hours.' },
  'mail.notYou': {
    es: '¿No fue usted? No haga nada: sin su confirmación no le enviaremos nada más.',
    en: 'It was not you? Do nothing: without your confirmation we will send you nothing more.',
  },
  'welcome.subject': { es: 'Le damos la bienvenida a {institution}', en: 'Welcome to {institution}' },
  'welcome.body': {
    es: 'Gracias por suscribirse. Desde ahora recibirá:',
    en: 'Thank you for subscribing. From now on you will receive:',
  },
  'welcome.leave': {
    es: '¿Cambió de opinión? En esta página elige qué recibe, o se da de baja de todo:',
    en: 'Changed your mind? On this page you choose what you receive, or unsubscribe from everything:',
  },
  'welcome.preferences': { es: 'Mis suscripciones', en: 'My subscriptions' },
} satisfies Texts;
