import { beforeNavigate, goto } from '$app/navigation';
import type { LivePaper } from './live.ts';

/** What the page asks when somebody leaves with work that is not saved; null when nothing is asked. */
export type Leaving = { readonly asked: boolean; stay(): void; go(): void };

/**
 * Guards the way out of a paper; call it while the component is set up. Inside the house the edits get a moment to be
 * saved, and then the person is asked; on closing the window the browser asks in its own words.
 */
export function guardLeaving(livePaper: () => LivePaper | null): Leaving {
  let to = $state<URL | null>(null);
  let mayGo = false;

  beforeNavigate((navigation) => {
    const live = livePaper();
    const save = live?.view().save;
    if (live === null || mayGo || (save !== 'unsent' && save !== 'sent')) return;
    navigation.cancel();
    // When the window itself is closed, the browser asks.
    const target = navigation.type === 'leave' ? null : (navigation.to?.url ?? null);
    if (target === null) return;
    void live.settled(1500).then((saved) => {
      if (saved) go(target);
      else to = target;
    });
  });

  function go(target: URL): void {
    mayGo = true;
    void goto(target);
  }

  return {
    get asked() {
      return to !== null;
    },
    stay: () => (to = null),
    go() {
      if (to !== null) go(to);
    },
  };
}
