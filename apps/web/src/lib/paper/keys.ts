import { m } from '#paraglide/messages.js';

const apple = typeof navigator !== 'undefined' && /Mac|iP(hone|ad|od)/.test(navigator.platform);

const onApple: Record<string, string> = { Mod: '⌘', Alt: '⌥', Shift: '⇧', Enter: '↩', Tab: '⇥', ArrowDown: '↓' };
const elsewhere: Record<string, string> = { Mod: 'Ctrl', ArrowDown: '↓' };

/** The keys of a shortcut in ProseMirror's notation ("Mod-Shift-z"), as they stand on this machine's keyboard. */
export function keyWords(shortcut: string): string[] {
  return shortcut.split('-').map((key) => {
    if (key === 'Escape') return m.paper_key_escape();
    return (apple ? onApple : elsewhere)[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  });
}

/** What a button says on hover: its name and the keys that do the same. */
export function withKeys(name: string, shortcut: string | null): string {
  return shortcut === null ? name : m.paper_tool_with_key({ name, key: keyWords(shortcut).join(apple ? '' : '+') });
}

/** The same for assistive technology, in the form of aria-keyshortcuts. */
export function ariaKeys(shortcut: string | null): string | undefined {
  return shortcut?.replace('Mod', apple ? 'Meta' : 'Control').replaceAll('-', '+');
}
