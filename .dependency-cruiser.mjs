/**
 * The dataflow rule: data goes one way, and each part knows only what stands before it. Checked by `npm test`;
 * `test/layout.test.ts` keeps CONTRIBUTING's table the same as this one.
 */

/** Each part, from the lowest up, and what it may import besides itself and npm packages. Nobody imports a later one. */
export const MAY_IMPORT = {
  'src/common': [],
  'src/domain': [],
  'src/threads': ['src/common'],
  'src/sqlite': ['src/common'],
  'src/event-store': ['src/common', 'src/domain', 'src/sqlite'],
  'src/history': ['src/common', 'src/domain', 'src/event-store'],
  'src/postgres': ['src/common', 'src/event-store'],
  'src/commands': ['src/common', 'src/domain', 'src/event-store'],
  'src/auth': ['src/common', 'src/domain', 'src/event-store', 'src/postgres', 'src/sqlite'],
  'src/nodes': ['src/common', 'src/domain', 'src/event-store', 'src/postgres', 'src/commands', 'src/auth'],
  'src/policies': ['src/common', 'src/event-store', 'src/commands', 'src/nodes'],
  'src/read-models': ['src/common', 'src/domain', 'src/event-store', 'src/postgres', 'src/sqlite', 'src/nodes'],
  projections: ['src/common', 'src/domain', 'src/event-store', 'src/read-models'],
  'src/tracing': ['src/common', 'src/event-store'],
  'src/push': ['src/common', 'src/domain', 'src/event-store', 'src/read-models', 'projections'],
  'src/http': [
    'src/common',
    'src/domain',
    'src/sqlite',
    'src/event-store',
    'src/history',
    'src/postgres',
    'src/commands',
    'src/auth',
    'src/policies',
    'src/read-models',
    'projections',
    'src/push',
  ],
  'src/migration': ['src/event-store'],
  'src/backup': ['src/event-store', 'src/auth'],
};

/** Adapters of the log: opened by the composition root, and by what copies their files. */
const ADAPTERS = '^src/event-store/(sqlite|eventstoredb)/';
const MAY_KNOW_ADAPTERS = '^src/(event-store|backup|cli)/|^src/[^/]+\\.ts$';

const inside = (part) => `^${part}/`;

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle means that two parts are one part in hiding.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'tracing-is-loaded-only-where-it-is-on',
      comment: 'Its packages cost memory and time to load.',
      severity: 'error',
      from: { pathNot: '^src/tracing/open-telemetry\\.ts$' },
      to: { path: '@opentelemetry/' },
    },
    {
      name: 'tracing-is-imported-when-asked-for',
      severity: 'error',
      from: {},
      to: { path: '^src/tracing/open-telemetry\\.ts$', dynamic: false },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    ...Object.entries(MAY_IMPORT).map(([part, others]) => ({
      name: `${part.replace('src/', '')}-imports-what-stands-before-it`,
      severity: 'error',
      from: { path: inside(part) },
      to: { path: '^(src|projections)/', pathNot: [part, ...others].map(inside) },
    })),
    {
      name: 'domain-stands-alone',
      comment: 'Rules are pure: no library, no Node module, no other part.',
      severity: 'error',
      from: { path: inside('src/domain') },
      to: { pathNot: inside('src/domain') },
    },
    {
      name: 'projections-know-events-only',
      comment: 'Event types, the projection vocabulary and Kysely; never a decider.',
      severity: 'error',
      from: { path: inside('projections') },
      to: { path: '^src/domain/.*\\.decide\\.ts$' },
    },
    {
      name: 'adapters-behind-the-port',
      comment: "Which store is behind the port is nobody else's business.",
      severity: 'error',
      from: { pathNot: MAY_KNOW_ADAPTERS },
      to: { path: ADAPTERS },
    },
    {
      name: 'eventstoredb-in-one-folder',
      severity: 'error',
      from: { pathNot: inside('src/event-store/eventstoredb') },
      to: { path: '^node_modules/@eventstore/db-client' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
