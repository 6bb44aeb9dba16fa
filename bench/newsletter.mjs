/**
 * The newsletter that every row sends: about 42 kB as it goes over the wire, 17 links that are tracked, 6 merge tags
 * in its words. No remote images: like the shipped template it looks the same before and after they are blocked.
 */
const ARTICLES = [
  'La biblioteca abre también los domingos',
  'Nuevo laboratorio de suelos en el campus norte',
  'Convocatoria de semilleros de investigación',
  'El coro universitario cumple veinticinco años',
  'Becas de alimentación para el próximo semestre',
  'Cómo inscribirse en los cursos de vacaciones',
  'Egresados que enseñan: ocho historias',
  'Resultados de la encuesta de bienestar',
  'Un mapa del agua de la cuenca alta',
  'Teatro: la temporada de este mes',
  'Acreditación: lo que viene y lo que se espera de cada programa',
  'Intercambios: las fechas que no conviene olvidar',
];
const PLACES = ['facebook', 'instagram', 'youtube', 'linkedin', 'agenda'];

const paragraph = (n) =>
  `Entre el lunes y el viernes de la semana ${n} habrá reuniones abiertas en las que cualquier persona de la ` +
  `comunidad podrá preguntar, proponer y llevarse por escrito lo que se acuerde. Las actas se publican al día ` +
  `siguiente; quien no pueda asistir las encuentra en el sitio, con los anexos y el calendario de lo que sigue. ` +
  `Se recuerda que la inscripción es gratuita, que hay interpretación en lengua de señas y que los cupos se ` +
  `asignan en el orden en que llegan las solicitudes. Más detalles en la oficina.`;

/** The first ones with a button, the others with a plain link. */
const BUTTONS = 4;

const article = (title, index) => {
  const href = `https://noticias.example.org/2026/articulo-${index + 1}?utm_source=boletin&amp;utm_medium=email`;
  return `
        <mj-text font-size="19px" line-height="26px" color="#12263a">${title}</mj-text>
        <mj-text>${paragraph(index + 1)}${index < BUTTONS ? '' : ` <a href="${href}">Leer la noticia</a>`}</mj-text>
        ${index < BUTTONS ? `<mj-button background-color="#0b6e69" href="${href}">Leer la noticia</mj-button>` : ''}`;
};

const section = (articles) => `
    <mj-section background-color="#ffffff" padding="12px 24px">
      <mj-column>${articles.join('')}
      </mj-column>
    </mj-section>`;

const sections = () => {
  const all = ARTICLES.map(article);
  return [0, 3, 6, 9].map((from) => section(all.slice(from, from + 3)));
};

export const NEWSLETTER = `<mjml lang="es">
  <mj-head>
    <mj-title>Boletín institucional</mj-title>
    <mj-attributes>
      <mj-all font-family="Helvetica, Arial, sans-serif" />
      <mj-text font-size="15px" line-height="24px" color="#3a4653" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="#eef1f4">
    <mj-section background-color="#12263a">
      <mj-column>
        <mj-text color="#ffffff" font-size="28px" line-height="34px">{{ institution.name }}</mj-text>
        <mj-text color="#ffffff">Hola {{ contact.firstName | default: "colega" }}: esto es lo nuevo de {{ contact.attributes.programa }} en {{ contact.attributes.ciudad }}.</mj-text>
      </mj-column>
    </mj-section>${sections().join('')}
    <mj-section>
      <mj-column>
        <mj-text align="center">${PLACES.map((place) => `<a href="https://www.example.org/${place}">${place}</a>`).join(' · ')}</mj-text>
        <mj-text align="center" font-size="12px">Para {{ contact.fullName }}, de la lista {{ list.name }}. <a href="{{ links.unsubscribe }}">Darse de baja</a></mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;
