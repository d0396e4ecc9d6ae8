/**
 * Who may import whom. Core is pure; hosts start the engine's built entry and never import it; features do not know
 * each other; engine domains reach each other only through ports handed in by engine.ts.
 *
 * Tests may use the test stack and test tools besides. Run by scripts/architecture.mjs; each rule is tried in
 * scripts/architecture.test.ts.
 */
/** Tests, and the folders `testing` with what several of them share. */
const TEST = '\\.(test|e2e)\\.(tsx?|mjs)$|/testing/';
/** Libraries that only compute: no I/O, no clock, no platform. */
const PURE = '(^|/)node_modules/(zod|@orpc/contract|fast-xml-parser)/';

/** Floors of the engine that every domain stands on (storage, platform, transports); they are no domains. */
const FLOORS = '^main/engine/(transports|compute|state|samples|logging|processes|disk|lock)/';
/**
 * The engine's pure file verbs, which the command line may import: they read and write files, open no port and need no
 * running engine. A domain keeps them in its folder `files`; the few others stand here by name.
 */
const FILE_VERBS =
  '^main/engine/([^/]+/files/|lock/|data-folder\\.ts$|health/backup\\.ts$|samples/location\\.ts$|loadtests/generator\\.ts$)';

const product = '^(core|main|preload|renderer|e2e|bench|scripts)/';

export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Modules that need each other are one module, or need a third.',
      severity: 'error',
      from: { path: product },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'not-resolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: { path: product },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-package',
      comment: 'A package that package.json does not name may be gone after the next install.',
      severity: 'error',
      from: { path: product },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },

    // core: core and pure libraries only
    {
      name: 'core-imports-core-only',
      comment: 'core/ knows no process, no platform and no I/O.',
      severity: 'error',
      from: { path: '^core/', pathNot: TEST },
      to: { path: '^(main|preload|renderer|scripts|e2e|bench)/' },
    },
    {
      name: 'core-tests-import-core-and-stack-only',
      severity: 'error',
      from: { path: '^core/.*\\.test\\.ts$' },
      to: { path: '^(main|preload|renderer|e2e|bench)/' },
    },
    {
      name: 'core-has-no-builtins',
      comment: 'No node: module in core/.',
      severity: 'error',
      from: { path: '^core/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-uses-pure-libraries-only',
      comment: 'Only libraries that compute; add one to PURE with a reason.',
      severity: 'error',
      from: { path: '^core/', pathNot: TEST },
      to: { path: '(^|/)node_modules/', pathNot: PURE },
    },

    // main
    {
      name: 'engine-imports-core-and-itself',
      severity: 'error',
      from: { path: '^main/engine/', pathNot: TEST },
      to: { path: '^(preload|renderer|scripts|e2e|bench|main/(desktop|web|hosting|cli))/' },
    },
    {
      name: 'hosts-start-the-engine-and-never-import-it',
      comment: 'Imported, its native modules would load into the host. Start the built entry instead.',
      severity: 'error',
      from: { path: '^main/(desktop|web|hosting)/', pathNot: TEST },
      to: { path: '^(preload|renderer|scripts|e2e|bench|main/(engine|cli))/' },
    },
    {
      name: 'hosts-do-not-know-each-other',
      severity: 'error',
      from: { path: '^main/(desktop|web)/' },
      to: { path: '^main/(desktop|web)/', pathNot: '^main/$1/' },
    },
    {
      name: 'cli-imports-core-and-pure-file-verbs',
      comment:
        "The engine's verbs over files live in a folder `files` of a domain; everything else is asked of a running engine.",
      severity: 'error',
      from: { path: '^main/cli/', pathNot: TEST },
      to: {
        path: '^(preload|renderer|scripts|e2e|bench|main/(desktop|web|engine))/',
        pathNot: FILE_VERBS,
      },
    },
    {
      name: 'engine-domains-meet-in-engine-ts',
      comment:
        'A domain reaches another only through a port that engine.ts hands in. It may name the type of that port; ' +
        'what it cannot import it can only be given.',
      severity: 'error',
      from: { path: '^main/engine/([^/]+)/', pathNot: [TEST, FLOORS] },
      to: { path: '^main/engine/([^/]+)/', pathNot: ['^main/engine/$1/', FLOORS], dependencyTypesNot: ['type-only'] },
    },

    // preload and renderer
    {
      name: 'preload-imports-the-contract-only',
      severity: 'error',
      from: { path: '^preload/', pathNot: TEST },
      to: { path: '^(core|main|renderer|scripts|e2e|bench)/', pathNot: '^core/contract/' },
    },
    {
      name: 'renderer-imports-core-and-itself',
      severity: 'error',
      from: { path: '^renderer/', pathNot: TEST },
      to: { path: '^(main|preload|scripts|e2e|bench)/' },
    },
    {
      name: 'renderer-has-no-builtins',
      severity: 'error',
      from: { path: '^renderer/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'a-feature-imports-no-other-feature',
      comment: 'Contribute to the registry that app composes.',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/([^/]+)/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'one-seam-to-echarts',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '^renderer/charts/' },
      to: { path: '(^|/)node_modules/(echarts|zrender)/' },
    },
    {
      name: 'electron-in-desktop-and-preload-only',
      severity: 'error',
      from: { path: product, pathNot: '^(main/desktop|preload)/' },
      to: { path: '(^|/)node_modules/electron/|^electron$' },
    },

    // what ships must be a dependency, and nothing ships tests
    {
      name: 'product-needs-no-dev-dependency',
      comment: 'What the product imports at run time must be in dependencies. The renderer is bundled.',
      severity: 'error',
      from: { path: '^(core|main)/', pathNot: TEST },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: '(^|/)node_modules/(electron|@types)/',
      },
    },
    {
      name: 'nothing-imports-a-test',
      severity: 'error',
      from: { pathNot: [TEST, '^bench/'] },
      to: { path: TEST },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(dist|release|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.js', '.cjs', '.json', '.css'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
