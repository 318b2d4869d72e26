/**
 * A page without scripts or styles of the build, for when the house itself cannot answer. `words` are shown as they stand, `foot`
 * below them where it is given.
 */
export function plainPage(
  status: number,
  { locale, title, words, foot }: { locale: string; title: string; words: string; foot?: string | undefined },
): Response {
  const html = `<!doctype html>
<html lang="${locale}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escape(title)} · Samskriv</title>
    <link rel="stylesheet" href="/plain.css" />
  </head>
  <body>
    <main>
      <h1>${escape(title)}</h1>
      <p>${escape(words)}</p>
      <p><a href="/">Samskriv</a></p>${
        foot === undefined
          ? ''
          : `
      <p>${escape(foot)}</p>`
      }
    </main>
  </body>
</html>`;
  return new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
