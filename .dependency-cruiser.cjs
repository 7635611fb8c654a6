/**
 * Who may import whom. One rule a boundary; `npm run layers` checks them.
 * @param {string} name
 * @param {string} comment
 * @param {object} from
 * @param {object} notTo
 */
/**
 * @param {string} name @param {string} comment
 * @param {Record<string, unknown>} from @param {Record<string, unknown>} notTo
 */
const only = (name, comment, from, notTo) => ({ name, severity: 'error', comment, from, to: notTo });

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'A cycle has no bottom to understand it from.',
      from: {},
      // Types are gone when the program runs, so a circle that any of them closes is none.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only(
      'shared-stands-alone',
      'shared knows neither host nor page.',
      { path: '^shared/' },
      { path: '^(main|renderer|test)/' },
    ),
    only(
      'shared-is-pure',
      'shared uses no Node modules.',
      { path: '^shared/' },
      { dependencyTypes: ['core'] },
    ),
    only(
      'main-without-page',
      'The host never reaches into the page.',
      { path: '^main/' },
      { path: '^(renderer|test)/' },
    ),
    only(
      'core-without-hosts',
      'The host core knows neither shell.',
      { path: '^main/(?!electron|loopback|launch|cli)' },
      { path: '^main/(electron|loopback|cli)/' },
    ),
    only(
      'hosts-apart',
      'The two shells never meet.',
      { path: '^main/electron/' },
      { path: '^main/loopback/' },
    ),
    only(
      'hosts-apart-too',
      'The two shells never meet.',
      { path: '^main/loopback/' },
      { path: '^main/electron/' },
    ),
    only(
      'preload-is-thin',
      'The preload uses shared only.',
      { path: '^main/electron/preload' },
      { path: '^(main|renderer)/' },
    ),
    only(
      'page-without-host',
      'The page reaches the host by calls only.',
      { path: '^renderer/' },
      { path: '^(main|test)/' },
    ),
    only(
      'page-without-node',
      'The page runs in a sandbox.',
      { path: '^renderer/' },
      { dependencyTypes: ['core'] },
    ),
    only(
      'electron-in-one-place',
      'Only main/electron imports electron.',
      { pathNot: '^main/electron/' },
      { path: 'node_modules/electron/' },
    ),
    only(
      'dexie-in-one-place',
      'Only renderer/data imports dexie.',
      { path: '^(main|shared|renderer)/', pathNot: '^renderer/data/' },
      { path: 'node_modules/dexie/' },
    ),
    only(
      'minisearch-in-one-place',
      'Only renderer/search imports minisearch.',
      { path: '^(main|shared|renderer)/', pathNot: '^renderer/search/' },
      { path: 'node_modules/minisearch/' },
    ),
    only(
      'below-components',
      'data, search, host and session know no component.',
      { path: '^renderer/(data|search|host|session)/' },
      { path: '^renderer/(features|ui|hooks|actions)/' },
    ),
    only(
      'ui-knows-nothing',
      'Controls know nothing of papers.',
      { path: '^renderer/ui/' },
      { path: '^(shared/(?!domain/assertNever)|renderer/(?!ui))' },
    ),
    only(
      'features-apart',
      'Features meet in the composition root, or through hooks, actions, session and data.',
      { path: '^renderer/features/([^/]+)/' },
      { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
};
