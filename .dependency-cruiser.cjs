// Which room may know which (CONTRIBUTING.md, "Rooms"). Every message says what to do instead.
const pure = '^packages/(document|comments|process)/src/';
const tests = '\\.test\\.ts$|/testing\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one idea, or hide a third. Types count.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that nobody can find.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(\\$app|\\$env|\\$service-worker|#paraglide|virtual:|\\./\\$types)' },
    },
    {
      name: 'pure-packages-hold-no-io',
      comment: 'document, comments and process run anywhere: move what needs Node to packages/commands or packages/database.',
      severity: 'error',
      from: { path: pure, pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-packages-stand-alone',
      comment: 'document, comments and process do not know each other or anybody else of ours: join them in packages/commands.',
      severity: 'error',
      from: { path: '^packages/(document|comments|process)/src/', pathNot: tests },
      to: { path: '^(packages|apps)/([^/]+)/', pathNot: '^packages/$1/' },
    },
    {
      name: 'editor-knows-text-and-talk',
      comment: 'packages/editor knows document and comments alone: hand the rest in through createEditor.',
      severity: 'error',
      from: { path: '^packages/editor/src/', pathNot: tests },
      to: { path: '^(packages|apps)/', pathNot: '^packages/(editor|document|comments)/' },
    },
    {
      name: 'database-knows-the-pure',
      comment: 'packages/database holds SQL: who may and what follows belongs in packages/commands.',
      severity: 'error',
      from: { path: '^packages/database/src/', pathNot: tests },
      to: { path: '^(packages|apps)/', pathNot: '^packages/(database|document|comments|process)/' },
    },
    {
      name: 'auth-knows-the-database',
      comment: 'packages/auth holds secrets: what a person does with them belongs in packages/commands.',
      severity: 'error',
      from: { path: '^packages/auth/src/', pathNot: tests },
      to: { path: '^(packages|apps)/', pathNot: '^packages/(auth|database|document|comments|process)/' },
    },
    {
      name: 'packages-never-know-apps',
      comment: 'What both need belongs in a package.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-never-meet',
      comment: 'Only apps/server starts the others: what two apps need belongs in a package.',
      severity: 'error',
      from: { path: '^apps/(web|collab)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'nobody-knows-the-tests',
      comment: 'Tests are read by nobody but tests.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: tests },
      to: { path: '^tests/|\\.test\\.ts$' },
    },
    {
      name: 'pages-stay-out-of-the-server',
      comment: 'What reaches the browser may know the types of server packages, never their code: load it in a .server file.',
      severity: 'error',
      from: { path: '^apps/web/src/', pathNot: '(\\.server\\.ts|\\+server\\.ts)$|/lib/server/|\\.test\\.ts$' },
      to: { path: '^packages/(database|auth|commands)/', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    exclude: '/(build|dist|\\.svelte-kit|paraglide)/',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'svelte', 'import', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.json', '.d.ts'],
    },
  },
};
