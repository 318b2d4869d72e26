import { describe, expect, it } from 'vitest';
import { createSaving, type Saving } from './saving.ts';

const yes = { kind: 'status', stored: true } as const;

function opened(): Saving {
  const saving = createSaving(() => {});
  saving.opened();
  saving.sent({ kind: 'reply' });
  saving.received(yes);
  return saving;
}

describe('createSaving', () => {
  it('never says saved while a change waits that the socket did not take', () => {
    const saving = opened();
    saving.sent({ kind: 'update' });
    // The socket is closing: the provider keeps the next change in its queue, while an answer still arrives.
    saving.wrote();
    saving.received(yes);
    expect(saving.state()).toBe('unsent');
  });

  it('does not take answers on a new line for answers on the old', () => {
    const saving = opened();
    saving.wrote();
    saving.sent({ kind: 'update' });
    saving.closed();
    saving.opened();
    saving.sent({ kind: 'update' });
    saving.received(yes);
    expect(saving.state()).toBe('unsent');
    saving.sent({ kind: 'reply' });
    expect(saving.state()).toBe('sent');
    saving.received(yes);
    expect(saving.state()).toBe('saved');
  });

  it('is unsent from the start where this browser kept unsaved work', () => {
    const saving = createSaving(() => {});
    saving.keptUnsaved();
    saving.opened();
    expect(saving.state()).toBe('unsent');
  });

  it('counts an answer that comes unasked for nothing', () => {
    const saving = opened();
    saving.received(yes);
    saving.wrote();
    saving.sent({ kind: 'update' });
    expect(saving.state()).toBe('sent');
  });
});
