/** The dataflow rule: data goes one way, and each part knows only what stands before it. Checked by `npm test`. */

const inside = (folder) => `^${folder}/`;
const outside = (...folders) => `^(?!(${folders.join('|')})(/|$))`;

/** The files right below `src` put the parts together; parts never look up to them. */
const COMPOSITION_ROOT = '^src/(?!config|ids)[^/]+\\.ts$';
const STORE_ADAPTERS = '^src/event-store/(sqlite|eventstoredb)/';
/** Rules of the deciders; what projections may know are the events beside them. */
const DECIDERS = '^src/domain/.*\\.decide\\.ts$';

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
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'domain-stands-alone',
      comment: 'Rules are pure: no library, no Node module, no other part.',
      severity: 'error',
      from: { path: inside('src/domain') },
      to: { path: outside('src/domain') },
    },
    {
      name: 'event-store-below-commands',
      comment: 'The log knows nothing of who writes to it; it imports domain types only where it upcasts.',
      severity: 'error',
      from: { path: inside('src/event-store') },
      to: { path: '^(src/(commands|policies|read-models|http|auth|app|main)|projections)' },
    },
    {
      name: 'eventstoredb-in-one-folder',
      severity: 'error',
      from: { pathNot: inside('src/event-store/eventstoredb') },
      to: { path: '^node_modules/@eventstore/db-client' },
    },
    {
      name: 'commands-know-domain-and-port',
      comment: 'Which store is behind the port, and who sends the command, is not their business.',
      severity: 'error',
      from: { path: inside('src/commands') },
      to: { path: [STORE_ADAPTERS, inside('src/http'), inside('src/policies'), COMPOSITION_ROOT] },
    },
    {
      name: 'projections-know-events-only',
      comment: 'Event types, the projection vocabulary and Kysely; never a decider, a command or a store.',
      severity: 'error',
      from: { path: inside('projections') },
      to: { path: [DECIDERS, STORE_ADAPTERS, '^src/(commands|policies|http|auth)/', COMPOSITION_ROOT] },
    },
    {
      name: 'http-does-not-touch-the-store',
      comment: 'Requests become commands or queries; only the composition root knows an adapter.',
      severity: 'error',
      from: { path: [inside('src/http'), inside('src/auth'), inside('src/policies')] },
      to: { path: STORE_ADAPTERS },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
