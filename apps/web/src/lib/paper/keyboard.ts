/**
 * Keeps `--keyboard` on the page at the height that an on-screen keyboard covers, for what must stand right above it.
 * Returns how to stop.
 */
export function followKeyboard(): () => void {
  const viewport = window.visualViewport;
  if (viewport === null) return () => {};
  const root = document.documentElement;

  function measure(): void {
    if (viewport === null) return;
    const covered = Math.max(0, Math.round(innerHeight - viewport.height - viewport.offsetTop));
    // Less than a row of keys is the browser's own furniture, or pinch zoom.
    const open = covered > 120 && viewport.scale < 1.05;
    root.style.setProperty('--keyboard', open ? `${covered}px` : '0px');
    root.toggleAttribute('data-keyboard', open);
  }

  viewport.addEventListener('resize', measure);
  viewport.addEventListener('scroll', measure);
  measure();
  return () => {
    viewport.removeEventListener('resize', measure);
    viewport.removeEventListener('scroll', measure);
    root.style.removeProperty('--keyboard');
    root.removeAttribute('data-keyboard');
  };
}
