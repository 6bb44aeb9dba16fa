/**
 * The floors of the house: imports only go down, and a room is entered only by its index.
 * docs/architecture.md tells the same story in words.
 */

/** Highest floor first; rooms on one floor may meet, except where SEPARATE says otherwise. */
const FLOORS = [
  ['pages', 'reports'],
  ['campaigns'],
  ['delivery', 'tracking', 'bounces'],
  ['ledger'],
  ['content', 'contacts'],
  ['consent'],
  ['lib', 'config'],
];
/** Rooms of one floor that do not know each other. */
const SEPARATE = [
  ['pages', 'reports'],
  ['content', 'contacts'],
];
/** `lib` has no index: each of its files is a tool of its own. */
const ROOMS = FLOORS.flat().filter((room) => room !== 'lib');

const inRooms = (rooms) => `^server/(${rooms.join('|')})/`;
const TESTS = '\\.test\\.tsx?$';

const onlyDown = FLOORS.slice(1).map((floor, index) => {
  const above = FLOORS.slice(0, index + 1).flat();
  return {
    name: `only-down-from-${floor.join('-')}`,
    comment: `${floor.join(' and ')} may not know a floor above: hand the upper room a listener instead.`,
    severity: 'error',
    from: { path: inRooms(floor) },
    to: { path: inRooms(above) },
  };
});

const separate = SEPARATE.flatMap(([one, other]) =>
  [
    [one, other],
    [other, one],
  ].map(([from, to]) => ({
    name: `${from}-does-not-know-${to}`,
    severity: 'error',
    from: { path: inRooms([from]) },
    to: { path: inRooms([to]) },
  })),
);

const byTheDoor = ROOMS.map((room) => ({
  name: `enter-${room}-by-its-index`,
  comment: `Import from '../${room}', not from a file inside it; export what is missing from its index.ts.`,
  severity: 'error',
  from: { path: '^(server|strapi-server)', pathNot: [inRooms([room]), TESTS] },
  to: { path: inRooms([room]), pathNot: `^server/${room}/index\\.ts$` },
}));

module.exports = {
  forbidden: [
    ...onlyDown,
    ...separate,
    ...byTheDoor,
    {
      name: 'rooms-do-not-know-the-house',
      comment: 'Only strapi-server.ts, index, register, bootstrap and destroy assemble the rooms.',
      severity: 'error',
      from: { path: inRooms(FLOORS.flat()), pathNot: TESTS },
      to: { path: '^(server/[^/]+\\.ts|strapi-server\\.ts)$' },
    },
    {
      name: 'server-does-not-know-the-panel',
      severity: 'error',
      from: { path: '^(server/|strapi-server)' },
      to: { path: '^(admin/|strapi-admin)' },
    },
    {
      name: 'panel-does-not-know-the-server',
      comment: 'What both sides share stands in contracts/.',
      severity: 'error',
      from: { path: '^(admin/|strapi-admin)' },
      to: { path: '^(server/|strapi-server)' },
    },
    {
      name: 'contracts-know-nothing',
      severity: 'error',
      from: { path: '^contracts/' },
      to: { pathNot: '^contracts/' },
    },
    {
      name: 'source-does-not-know-tests-or-demo',
      severity: 'error',
      from: { path: '^(server|admin|contracts)/', pathNot: [TESTS, '^admin/test/'] },
      to: { path: ['^(tests|demo|scripts|bench|crash-proof)/', '^admin/test/', TESTS] },
    },
    {
      name: 'no-circles',
      comment: 'Types may refer to each other inside a room; code that runs may not.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports is dead.',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', TESTS] },
      to: {},
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^(@strapi|react-router-dom)'] },
    },
    {
      name: 'no-devDependencies-at-run-time',
      comment:
        'The plugin build bundles devDependencies; a library belongs into dependencies or peerDependencies.',
      severity: 'error',
      from: { path: '^(server|admin|contracts|strapi-)', pathNot: [TESTS, '^admin/test/'] },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg'],
        dependencyTypesNot: ['npm-peer', 'npm', 'type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    exclude: { path: ['^dist/', '^demo/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
