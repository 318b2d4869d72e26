import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['**/build/', '**/.svelte-kit/', '**/paraglide/', '**/dist/', 'out/', 'data/', 'coverage/']),
  js.configs.recommended,
  ts.configs.recommended,
  svelte.configs.recommended,
  {
    files: ['**/*.ts', '**/*.svelte'],
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: {
        project: ['packages/*/tsconfig.json', 'apps/*/tsconfig.json', 'tests/tsconfig.json'],
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // TypeScript knows which names exist.
      'no-undef': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true, 'ts-check': true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    // The project service takes a component's script as it is read; a fixed list of projects is made anew for each of them.
    languageOptions: { parserOptions: { parser: ts.parser, project: null, projectService: true } },
    // The product is served at the root of its address.
    rules: { 'svelte/no-navigation-without-resolve': 'off' },
  },
  // The one place that shows text as HTML; it comes from packages/document, where a test holds that it is inert.
  { files: ['apps/web/src/lib/paper/WrittenText.svelte'], rules: { 'svelte/no-at-html-tags': 'off' } },
  { files: ['apps/web/src/service-worker.js'], languageOptions: { globals: globals.serviceworker } },
  { files: ['**/*.js', '**/*.mjs', '**/*.cjs'], languageOptions: { globals: globals.node } },
  // A test may hand over a double that answers more, or later, than its type says.
  { files: ['**/*.test.ts', 'tests/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
);
