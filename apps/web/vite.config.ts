import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/paraglide',
      // The hook decides the language once per request; the browser reads it from the page it was sent.
      strategy: ['custom-page', 'baseLocale'],
      emitTsDeclarations: true,
      emitReadme: false,
    }),
    sveltekit({
      adapter: adapter(),
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          // The one style attribute Kit writes: what keeps its announcer of new pages out of sight.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'form-action': ['self'],
          'base-uri': ['none'],
          'object-src': ['none'],
          'frame-ancestors': ['none'],
        },
      },
      // The origin is judged in hooks.server.ts, with a page that says what happened and an exception for bearer tokens.
      csrf: { trustedOrigins: ['*'] },
    }),
  ],
  // light-dark() is written as it stands: these are the oldest browsers that know it.
  // A font or picture as a data: address would need a wider content policy.
  build: {
    assetsInlineLimit: 0,
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // lib0 describes its types by calls that would all be kept, though nobody in the browser asks for the descriptions.
    rolldownOptions: {
      treeshake: { manualPureFunctions: ['$constructedBy', '$custom', '$.$custom', '$instanceOf', '$literal', '$union', '$lambda'] },
    },
  },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              // What every page loads, and what a page with a form loads, is one file each: some forty small ones weigh a tenth more.
              // The shell first, for its styles are what the others build upon. Given 0 and -1, the form was taken first.
              groups: [
                {
                  name: 'shell',
                  test: /[/](TopBar[.]svelte|routes[/][+](layout|error)[.]svelte|runtime[/]client[/]client[.]js)$/,
                  priority: 2,
                },
                { name: 'form', test: /[/]components[/](Form|Field|Back)[.]svelte$/, priority: 1 },
              ],
            },
          },
        },
      },
    },
  },
});
