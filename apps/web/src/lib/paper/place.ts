/**
 * Remembers which section or point is at the top of the window, and returns how to put it there again: another drawing of
 * the same text may be a little taller or shorter.
 */
export function keepPlace(): () => void {
  const landmarks = [...document.querySelectorAll<HTMLElement>('[id^="section-"], [id^="point-"]')];
  const first = landmarks.find((landmark) => landmark.getBoundingClientRect().bottom > 0);
  if (first === undefined || scrollY === 0) return () => {};
  const { id } = first;
  const { top } = first.getBoundingClientRect();
  return () => {
    const now = document.getElementById(id)?.getBoundingClientRect().top;
    if (now !== undefined && now !== top) scrollBy({ top: now - top, behavior: 'instant' });
  };
}
