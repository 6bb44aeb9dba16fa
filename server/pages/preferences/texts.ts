import type { Texts } from '../page/texts';

/** Said where a recipient chooses what to receive, takes their data with them, or goes. */
export const preferencesTexts = {
  'preferences.title': { es: 'Sus preferencias', en: 'Your preferences' },
  'preferences.lead': {
    es: 'Elija qué quiere recibir de {institution} en {address}. Los cambios valen de inmediato.',
    en: 'Choose what you would like to receive from {institution} at {address}. Changes take effect at once.',
  },
  'preferences.saved': { es: 'Guardamos sus preferencias.', en: 'Your preferences have been saved.' },
  'preferences.joined': {
    es: 'Desde ahora recibirá: {lists}.',
    en: 'From now on you will receive: {lists}.',
  },
  'preferences.left': { es: 'Ya no recibirá: {lists}.', en: 'You will no longer receive: {lists}.' },
  'preferences.problem': {
    es: 'No guardamos nada: algo del formulario no se entiende. Revíselo y guarde otra vez.',
    en: 'Nothing was saved: something in the form cannot be understood. Check it and save again.',
  },
  'preferences.blocked': {
    es: 'Hoy no le escribimos a esta dirección: {reason}.',
    en: 'At present we do not write to this address: {reason}.',
  },
  'preferences.blocked.mistake': {
    es: 'Si es un error, respóndanos a uno de nuestros correos.',
    en: 'If that is a mistake, reply to one of our e-mails.',
  },
  'preferences.blocked.comeBack': {
    es: 'Si ya funciona, suscríbase otra vez: le enviamos un correo y, cuando lo confirme, volvemos a escribirle.',
    en: 'If it works again, subscribe once more: we send you an e-mail and, once you confirm it, write to you again.',
  },
  'preferences.blocked.subscribe': { es: 'Suscribirme otra vez', en: 'Subscribe once more' },
  'preferences.blocked.hard_bounce': {
    es: 'los correos vuelven como si no existiera',
    en: 'e-mails come back as if it did not exist',
  },
  'preferences.blocked.complaint': {
    es: 'alguien marcó un correo nuestro como no deseado desde ella',
    en: 'somebody reported an e-mail of ours as spam from it',
  },
  'preferences.again': {
    es: 'Quiero volver a recibir sus correos',
    en: 'I would like to receive your e-mails again',
  },
  'preferences.again.done': {
    es: 'Ya podemos volver a escribirle. Elija abajo qué quiere recibir y guarde.',
    en: 'We may write to you again. Choose below what you would like to receive, and save.',
  },
  'preferences.blocked.manual': { es: 'nuestro equipo la bloqueó', en: 'our team has blocked it' },
  'preferences.lists': { es: '¿Qué quiere recibir?', en: 'What would you like to receive?' },
  'preferences.none': {
    es: 'Hoy no hay listas a las que pueda suscribirse.',
    en: 'There are no lists to subscribe to at present.',
  },
  'preferences.pending': {
    es: 'La pidió, pero falta su confirmación: márquela y guarde para confirmarla.',
    en: 'You asked for it, but it awaits your confirmation: tick it and save to confirm.',
  },
  'preferences.frequency': { es: '¿Con qué frecuencia?', en: 'How often?' },
  'preferences.frequency.all': { es: 'Todos los correos', en: 'Every e-mail' },
  'preferences.frequency.weekly': { es: 'Máximo uno por semana', en: 'At most one a week' },
  'preferences.frequency.monthly': { es: 'Máximo uno al mes', en: 'At most one a month' },
  'preferences.you': { es: 'Cómo le escribimos', en: 'How we write to you' },
  'preferences.firstName': { es: 'Nombre', en: 'First name' },
  'preferences.lastName': { es: 'Apellido', en: 'Last name' },
  'preferences.language': { es: 'Idioma', en: 'Language' },
  'preferences.tracking': {
    es: 'Permito medir si abro los correos y qué enlaces sigo',
    en: 'You may measure whether I open the e-mails and which links I follow',
  },
  'preferences.tracking.hint': {
    es: 'Nos sirve para saber qué interesa. Sin su permiso le escribimos igual.',
    en: 'It tells us what is of interest. Without your permission we write to you all the same.',
  },
  'preferences.consent': {
    es: 'Al guardar autoriza a {institution} a enviarle los correos de las listas marcadas y a tratar sus datos para ese fin. Puede cambiarlo o retirarse cuando quiera.',
    en: 'By saving you authorise {institution} to send you the e-mails of the lists ticked and to process your data for that purpose. You can change this or leave whenever you like.',
  },
  'preferences.save': { es: 'Guardar mis preferencias', en: 'Save my preferences' },

  'pause.summary': { es: 'Hacer una pausa', en: 'Take a break' },
  'pause.lead': {
    es: 'No le enviaremos ningún correo de ninguna lista durante ese tiempo. Después seguirá recibiendo lo mismo.',
    en: 'For that time we will send you no e-mail of any list. Afterwards you will receive the same as before.',
  },
  'pause.weeks': { es: 'Duración de la pausa', en: 'How long' },
  'pause.option': { es: '{weeks} semanas', en: '{weeks} weeks' },
  'pause.begin': { es: 'Empezar la pausa', en: 'Begin the break' },
  'pause.until': {
    es: 'Sus correos están en pausa hasta el {date}.',
    en: 'Your e-mails are paused until {date}.',
  },
  'pause.end': { es: 'Terminar la pausa', en: 'End the break' },
  'pause.ended': {
    es: 'La pausa terminó: vuelve a recibir nuestros correos.',
    en: 'The break is over: you receive our e-mails again.',
  },

  'address.summary': { es: 'Cambiar mi dirección de correo', en: 'Change my e-mail address' },
  'address.lead': {
    es: 'Enviaremos un correo a la dirección nueva para confirmar que es suya. Hasta entonces nada cambia.',
    en: 'We will send an e-mail to the new address to confirm that it is yours. Until then nothing changes.',
  },
  'address.label': { es: 'Dirección nueva', en: 'New address' },
  'address.submit': { es: 'Enviar la confirmación', en: 'Send the confirmation' },
  'address.problem': {
    es: 'Escriba una dirección completa, por ejemplo ana.rojas@example.org.',
    en: 'Enter a complete address, for example ana.rojas@example.org.',
  },
  'addressAsked.title': {
    es: 'Revise el correo de la dirección nueva',
    en: 'Check the mailbox of the new address',
  },
  'addressAsked.lead': {
    es: 'Si podemos usarla, le llegará un mensaje con un botón para confirmar el cambio. Vale {hours} horas; como máximo enviamos uno al día.',
    en: 'If we can use it, a message with a button to confirm the change will arrive. It works for {hours} hours; we send at most one a day.',
  },
  'addressConfirm.title': { es: 'Confirme su dirección nueva', en: 'Confirm your new address' },
  'addressConfirm.lead': {
    es: 'Con este botón {institution} le escribirá a esta dirección en lugar de la anterior. Sus listas y preferencias siguen iguales.',
    en: 'With this button {institution} will write to this address instead of the former one. Your lists and preferences stay the same.',
  },
  'addressConfirm.submit': { es: 'Confirmar el cambio', en: 'Confirm the change' },
  'addressConfirm.notYou': {
    es: '¿No lo pidió usted? Cierre esta página: nada cambiará.',
    en: 'You did not ask for it? Close this page: nothing will change.',
  },
  'addressConfirm.notice': {
    es: 'Confirmó desde la dirección nueva, con el botón «{button}», que {institution} le escriba a ella.',
    en: 'Confirmed from the new address, with the button “{button}”, that {institution} may write to it.',
  },
  'addressChanged.title': { es: 'Su dirección cambió', en: 'Your address has changed' },
  'addressChanged.lead': {
    es: 'Desde ahora {institution} le escribe a esta dirección. Los enlaces de los correos anteriores ya no sirven, salvo el de darse de baja.',
    en: 'From now on {institution} writes to this address. The links in earlier e-mails no longer work, except the one to unsubscribe.',
  },
  'addressUsed.title': { es: 'Su dirección ya cambió', en: 'Your address has changed already' },
  'addressUsed.lead': {
    es: 'Usted ya usó este enlace: {institution} le escribe a esta dirección. No tiene que hacer nada más.',
    en: 'You have used this link already: {institution} writes to this address. There is nothing else to do.',
  },
  'addressGone.title': { es: 'Este enlace ya no sirve', en: 'This link no longer works' },
  'addressGone.lead': {
    es: 'Venció a las {hours} horas, ya se usó o se pidió otro cambio después. Nada cambió. Si hace falta, pida el cambio otra vez desde sus preferencias.',
    en: 'It expired after {hours} hours, was used already, or another change was asked for since. Nothing has changed. If need be, ask again from your preferences.',
  },
  'addressMail.subject': {
    es: 'Confirme su dirección nueva con {institution}',
    en: 'Confirm your new address with {institution}',
  },
  'addressMail.lead': {
    es: 'Una persona suscrita, esperamos que usted, pidió que {institution} le escriba a esta dirección.',
    en: 'Somebody subscribed, we hope it was you, asked {institution} to write to this address.',
  },
  'addressMail.notYou': {
    es: '¿No fue usted? No haga nada: sin su confirmación no le escribiremos.',
    en: 'It was not you? Do nothing: without your confirmation we will not write to you.',
  },
  'addressNotice.subject': {
    es: 'Su dirección con {institution} cambió',
    en: 'Your address with {institution} has changed',
  },
  'addressNotice.lead': {
    es: 'Como usted lo pidió y confirmó, {institution} ya no escribe a esta dirección sino a la nueva.',
    en: 'As you asked and confirmed, {institution} no longer writes to this address but to the new one.',
  },
  'addressNotice.notYou': {
    es: '¿No fue usted? Responda a este correo y lo corregimos.',
    en: 'It was not you? Reply to this e-mail and we will put it right.',
  },

  'data.summary': { es: 'Descargar mis datos', en: 'Download my data' },
  'data.lead': {
    es: 'Todo lo que guardamos sobre usted: sus datos, suscripciones, autorizaciones, los correos que le enviamos y lo que medimos de ellos.',
    en: 'Everything that we keep about you: your details, subscriptions, authorisations, the e-mails that we sent you and what we measured of them.',
  },
  'data.csv': { es: 'Para hoja de cálculo (CSV)', en: 'For a spreadsheet (CSV)' },
  'data.json': { es: 'Para otro sistema (JSON)', en: 'For another system (JSON)' },
  'data.file': { es: 'mis-datos', en: 'my-data' },

  'leave.summary': { es: 'Dejar de recibir todo', en: 'Stop receiving everything' },
  'leave.lead': {
    es: 'Le damos de baja de todas las listas a la vez.',
    en: 'We unsubscribe you from all lists at once.',
  },
  'leave.submit': { es: 'Darme de baja de todo', en: 'Unsubscribe me from everything' },
  'left.preferences': { es: 'Ver mis preferencias', en: 'See my preferences' },
  'undone.preferences': {
    es: 'Deshizo la baja con el botón «{button}» de la página de preferencias.',
    en: 'Undid the leaving with the button “{button}” on the preference page.',
  },

  'erase.summary': { es: 'Eliminar mis datos', en: 'Erase my data' },
  'erase.link': { es: 'Ver qué se elimina y qué se conserva', en: 'See what is erased and what is kept' },
  'erase.title': { es: 'Eliminar sus datos', en: 'Erase your data' },
  'erase.lead': {
    es: 'Borraremos para siempre su dirección, su nombre y todo lo que sabemos de usted. No se puede deshacer.',
    en: 'We will erase for good your address, your name and everything that we know about you. It cannot be undone.',
  },
  'erase.gone': { es: 'Se elimina', en: 'What is erased' },
  'erase.gone.identity': {
    es: 'Dirección, nombres y demás datos suyos',
    en: 'Address, names and other details of yours',
  },
  'erase.gone.lists': { es: 'Suscripciones y preferencias', en: 'Subscriptions and preferences' },
  'erase.gone.sends': {
    es: 'Su dirección en los envíos, y lo que abrió o siguió',
    en: 'Your address in what was sent, and what you opened or followed',
  },
  'erase.kept': { es: 'Se conserva', en: 'What is kept' },
  'erase.kept.proof': {
    es: 'La prueba de que autorizó y se retiró, con una huella cifrada en lugar de su dirección',
    en: 'The proof that you agreed and left, with a keyed fingerprint in place of your address',
  },
  'erase.kept.figures': {
    es: 'Las cifras de los envíos, sin nada que lo identifique',
    en: 'The figures of what was sent, with nothing that identifies you',
  },
  'erase.kept.block': {
    es: 'Si su dirección estaba bloqueada, el bloqueo, también como huella',
    en: 'If your address was blocked, the block, as a fingerprint as well',
  },
  'erase.submit': { es: 'Eliminar mis datos para siempre', en: 'Erase my data for good' },
  'erase.back': {
    es: 'Volver a mis preferencias sin eliminar nada',
    en: 'Back to my preferences without erasing anything',
  },
  'wasErased.title': { es: 'Sus datos se eliminaron', en: 'Your data have been erased' },
  'wasErased.lead': {
    es: '{institution} ya no le escribirá. Gracias por habernos leído; si algún día quiere volver, puede suscribirse de nuevo.',
    en: '{institution} will no longer write to you. Thank you for having read us; should you ever want to come back, you can subscribe again.',
  },
} satisfies Texts;
