import { bulletin } from './bulletin';
import { invitation } from './invitation';

export interface ShippedTemplate {
  key: string;
  name: string;
  description: string;
  mjml: string;
}

/** Templates that come with the plugin; the key stays the same for ever, the rest may get better. */
export const SHIPPED_TEMPLATES: ShippedTemplate[] = [
  {
    key: 'institutional-bulletin',
    name: 'Boletín institucional',
    description: 'Noticia principal, dos noticias en columnas, agenda, llamado a la acción y redes sociales.',
    mjml: bulletin,
  },
  {
    key: 'event-invitation',
    name: 'Invitación a evento',
    description: 'Fecha, hora y lugar a la vista, presentación, programa y botón de inscripción.',
    mjml: invitation,
  },
];
