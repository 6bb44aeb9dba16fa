import type { Texts } from './texts';

/** Said on every page, or on several. */
export const commonTexts = {
  'institution.unnamed': { es: 'nuestra institución', en: 'our institution' },
  'footer.language': { es: 'English', en: 'Español' },
  optional: { es: '(opcional)', en: '(optional)' },
  'mail.copy': {
    es: 'Si el botón no funciona, copie este enlace en su navegador:',
    en: 'If the button does not work, copy this link into your browser:',
  },
  'tooMany.title': { es: 'Demasiados intentos', en: 'Too many attempts' },
  'tooMany.lead': {
    es: 'Desde su conexión llegaron muchas solicitudes en poco tiempo. Espere unos minutos y vuelva a intentarlo.',
    en: 'Many requests came from your connection in a short time. Wait a few minutes and try again.',
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
  'moved.title': { es: 'Este enlace ya no sirve', en: 'This link no longer works' },
  'moved.lead': {
    es: 'Es de un correo enviado a una dirección que su dueño ya cambió. Use los enlaces de un correo más reciente; el de darse de baja sigue sirviendo.',
    en: 'It belongs to an e-mail sent to an address that its owner has changed since. Use the links of a more recent e-mail; the one to unsubscribe still works.',
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
} satisfies Texts;
