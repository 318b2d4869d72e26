/** The focused element and everything it stands in, from the inside out. */
export function focusTrail(): HTMLElement[] {
  const trail: HTMLElement[] = [];
  let at = document.activeElement;
  for (; at instanceof HTMLElement && at !== document.body; at = at.parentElement) trail.push(at);
  return trail;
}

/** Calls the focus nowhere: Svelte leaves `autofocus` on a field whose error is gone, and Kit goes there after every act on the page. */
export function dropAutofocus(): void {
  for (const field of document.querySelectorAll('[autofocus]')) field.removeAttribute('autofocus');
}

/**
 * Puts the focus back where it was before Kit sent it to the top of the page, or as near to it as something is left: a row that
 * was removed leaves its list. What cannot hold the focus is where the Tab key goes on from.
 */
export function focusOn(trail: readonly HTMLElement[]): void {
  const left = trail.find((one) => one.isConnected && one.checkVisibility());
  if (left === undefined) return;
  left.focus({ preventScroll: true });
  if (document.activeElement === left) return;
  left.setAttribute('tabindex', '-1');
  left.focus({ preventScroll: true });
  left.removeAttribute('tabindex');
}
