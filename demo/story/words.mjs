/** Everything that the demo's institution says. Nobody and nothing here exists. */

export const INSTITUTION = {
  name: 'Instituto de Investigación Pedagógica del Altiplano',
  postalAddress: 'Carrera 99 Bis n.º 26-00, piso 8, Bogotá D. C., Colombia',
  color: '#0b6e4f',
  language: 'es',
  timeZone: 'America/Bogota',
};

export const SENDER = {
  fromName: 'Instituto de Investigación Pedagógica',
  fromAddress: 'boletin@iipa.example',
  replyTo: 'comunicaciones@iipa.example',
};

export const LISTS = {
  bulletin: {
    name: 'Boletín institucional',
    description: 'Una vez al mes: lo que investigan las escuelas de la ciudad.',
    optIn: 'double',
    visibility: 'public',
  },
  calls: {
    name: 'Convocatorias y becas',
    description: 'Convocatorias abiertas, plazos y resultados.',
    optIn: 'single',
    visibility: 'public',
    offersFrequency: true,
  },
  network: {
    name: 'Red de maestras y maestros investigadores',
    description: 'Asistentes a los encuentros de la red.',
    optIn: 'single',
    visibility: 'private',
  },
};

export const AGREEMENT = {
  calls: 'Marcaron «Convocatorias y becas» en el formulario de inscripción de febrero de 2026.',
};

export const IMPORTS = [
  {
    file: 'contactos-web.csv',
    targets: [
      'email',
      'firstName',
      'lastName',
      'language',
      'attributes.localidad',
      'attributes.cargo',
      'attributes.institucion',
    ],
    into: ['bulletin'],
    agreement: 'Inscripción en el sitio web del Instituto, confirmada por correo, 2024 a 2026.',
  },
  {
    file: 'contactos-excel.csv',
    targets: ['fullName', 'email', 'attributes.telefono', 'attributes.localidad', 'attributes.cargo'],
    into: ['bulletin'],
    agreement: 'Planillas firmadas de autorización de tratamiento de datos, carpeta 2025-114.',
  },
  {
    file: 'contactos-eventos.xlsx',
    targets: ['firstName', 'lastName', 'email', 'attributes.evento', 'attributes.fecha', null],
    into: ['bulletin', 'network'],
    agreement: 'Autorización firmada en el registro de cada evento de 2026.',
  },
];

export const TEMPLATES = {
  bulletin: {
    name: 'Boletín del Instituto',
    description: 'Portada con imagen, saludo, dos columnas y pie con baja.',
    file: 'boletin.mjml',
  },
  call: {
    name: 'Convocatoria del Instituto',
    description: 'Una sola invitación con sus datos y un botón.',
    file: 'convocatoria.mjml',
  },
};

export const PAST = [
  {
    name: 'Red: memorias del encuentro de semilleros',
    subject: 'Memorias del encuentro de semilleros',
    preheader: 'Ponencias, fotos y el acta de acuerdos',
    daysAgo: 41,
    template: 'call',
    to: ['network'],
  },
  {
    name: 'Convocatoria: incentivos a la investigación',
    subject: 'Incentivos a la investigación 2026: inscripciones abiertas',
    preheader: 'Para equipos de maestras y maestros en ejercicio',
    daysAgo: 23,
    template: 'call',
    to: ['calls'],
    public: true,
  },
  {
    name: 'Red: feria de experiencias pedagógicas',
    subject: 'Invitación a la feria de experiencias pedagógicas',
    preheader: 'Tres días, cuarenta experiencias, entrada libre',
    daysAgo: 9,
    template: 'call',
    to: ['network'],
  },
];

export const PUBLICATION = {
  now: {
    name: 'Boletín institucional n.º 8',
    subject: 'La escuela también investiga: doce relatos',
    preheader:
      '{% if contact.firstName %}{{ contact.firstName }}, {% endif %}dos convocatorias y las fechas del semestre',
    public: true,
  },
  next: {
    name: 'Boletín institucional n.º 9',
    subject: 'Lo que viene este mes',
    preheader: 'Seminario, feria y una revista nueva',
  },
  draft: {
    name: 'Convocatoria: taller de escritura (borrador)',
    subject: 'Taller de escritura académica para docentes',
    preheader: 'Cuatro sesiones en línea',
  },
};
