/**
 * Tells the service worker who is signed in here (null: nobody), so that it forgets what it kept for anybody else. With `paper`,
 * the path of the paper that is open, it keeps that page and what the page has loaded, to be opened without a network.
 */
export function tellWorker(person: string | null, paper?: string): void {
  if (typeof navigator === 'undefined' || !('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage({ person, paper, needs: paper && loaded() }));
}

/** The paths of all that this page has loaded of the product itself. */
function loaded(): string[] {
  const names = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
  const linked = [...document.querySelectorAll<HTMLLinkElement>('link[href]')].map(({ href }) => new URL(href));
  const own = [...names, ...linked].filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/_app/'));
  return [...new Set(own.map(({ pathname }) => pathname))];
}
