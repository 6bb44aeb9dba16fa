import type { Texts } from '../page/texts';

/** The e-mail that tells an institution's own people of an alarm. */
export const alarmTexts = {
  'alarm.button': { es: 'Verlo en el panel', en: 'See it in the panel' },
  'alarm.why': {
    es: 'Recibe este aviso porque su dirección está en los ajustes de rebotes y quejas. El mismo problema no se avisa más de una vez al día.',
    en: 'You get this notice because your address is in the settings of bounces and complaints. The same trouble is told of at most once a day.',
  },
  'alarm.complaints.title': {
    es: 'Varias personas reportaron una campaña como spam',
    en: 'Several people reported a campaign as spam',
  },
  'alarm.complaints.lead': {
    es: 'Campaña «{campaign}»: {complaints} quejas de {delivered} correos entregados ({percent} %).',
    en: 'Campaign “{campaign}”: {complaints} complaints of {delivered} e-mails delivered ({percent}%).',
  },
  'alarm.complaints.todo': {
    es: 'Quienes se quejaron ya no recibirán correos. Revise a quiénes les escribe y cómo lo autorizaron: los proveedores de correo esperan menos de una queja por cada mil correos.',
    en: 'Those who complained get no more e-mails. Look at whom you write to and how they agreed: mailbox providers expect fewer than one complaint in a thousand e-mails.',
  },
  'alarm.complaints-paused.title': {
    es: 'Una campaña se pausó por las quejas',
    en: 'A campaign paused itself because of complaints',
  },
  'alarm.complaints-paused.lead': {
    es: 'La campaña «{campaign}» se pausó sola: {complaints} quejas de {delivered} correos entregados ({percent} %).',
    en: 'The campaign “{campaign}” paused itself: {complaints} complaints of {delivered} e-mails delivered ({percent}%).',
  },
  'alarm.complaints-paused.todo': {
    es: 'Quienes esperan siguen esperando. Revise a quiénes les escribe y cómo lo autorizaron; después continúe o cancele la campaña.',
    en: 'Whoever waits still waits. Look at whom you write to and how they agreed, then go on with the campaign or cancel it.',
  },
  'alarm.blocks.title': { es: 'Un dominio rechaza sus correos', en: 'A domain refuses your e-mails' },
  'alarm.blocks.lead': {
    es: '{domain} rechazó {answers} correos en {minutes} minutos y culpa al remitente, no a los destinatarios.',
    en: '{domain} refused {answers} e-mails within {minutes} minutes and blames the sender, not the recipients.',
  },
  'alarm.blocks.todo': {
    es: 'Por un rato se le envía menos, sin que haya que hacer nada; no se bloqueó a ningún destinatario. En el panel están las palabras del servidor: suelen decir qué hay que corregir o dónde pedir que los admitan.',
    en: 'For a while it gets fewer of them, by itself; no recipient was suppressed. The panel shows the words of its server: they often say what to mend, or where to ask to be let in.',
  },
  'alarm.authentication.title': {
    es: 'Un dominio no reconoce al remitente',
    en: 'A domain does not recognise the sender',
  },
  'alarm.authentication.lead': {
    es: '{domain} rechazó un correo porque SPF, DKIM o DMARC no confirman de dónde viene.',
    en: '{domain} refused an e-mail because SPF, DKIM or DMARC do not confirm where it comes from.',
  },
  'alarm.authentication.todo': {
    es: 'Haga revisar los registros DNS del dominio del remitente. Mientras tanto pasará lo mismo con cada correo a ese dominio, y quizá a otros.',
    en: 'Have the DNS records of the sender’s domain checked. Until then the same happens to every e-mail to that domain, and perhaps to others.',
  },
} satisfies Texts;
