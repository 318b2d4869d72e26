import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import { Replying, type Replier } from './replying.ts';

type Heard = ReadonlyMap<string, readonly Replier[]>;

/** A person's window; what it says reaches the others as the server would pass it on. */
function windowOf(name: string, others: Awareness[]) {
  const awareness = new Awareness(new Doc());
  awareness.setLocalState({ user: { id: name, name } });
  let heard: Heard = new Map();
  let sent = 0;
  awareness.on('update', ({ added, updated }: { added: number[]; updated: number[] }, origin: unknown) => {
    if (origin !== 'local' || ![...added, ...updated].includes(awareness.clientID)) return;
    sent += 1;
    for (const other of others)
      if (other !== awareness) applyAwarenessUpdate(other, encodeAwarenessUpdate(awareness, [awareness.clientID]), 'net');
  });
  others.push(awareness);
  const replying = new Replying(awareness, name, (now) => (heard = now));
  const names = (threadId: string) => (heard.get(threadId) ?? []).map((one) => one.name).join(' ');
  return { awareness, replying, names, sent: () => sent };
}

describe('who is writing a reply', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is heard by the others, once however much is typed, and not by oneself', () => {
    const all: Awareness[] = [];
    const [anna, mette] = [windowOf('Anna', all), windowOf('Mette', all)];
    const before = mette.sent();
    for (let key = 0; key < 200; key += 1) mette.replying.writes('t1');
    expect(anna.names('t1')).toBe('Mette');
    expect(mette.names('t1')).toBe('');
    expect(mette.sent() - before).toBe(1);
  });

  it('is over when they rest, send, go to another thread, or leave', () => {
    const all: Awareness[] = [];
    const [anna, mette] = [windowOf('Anna', all), windowOf('Mette', all)];
    mette.replying.writes('t1');
    vi.advanceTimersByTime(5_000);
    mette.replying.writes('t1');
    vi.advanceTimersByTime(5_000);
    expect(anna.names('t1')).toBe('Mette');
    vi.advanceTimersByTime(1_500);
    expect(anna.names('t1')).toBe('');
    mette.replying.writes('t1');
    mette.replying.writes('t2');
    expect([anna.names('t1'), anna.names('t2')]).toEqual(['', 'Mette']);
    mette.replying.rests();
    expect(anna.names('t2')).toBe('');
    mette.replying.writes('t1');
    removeAwarenessStates(anna.awareness, [mette.awareness.clientID], 'closed');
    expect(anna.names('t1')).toBe('');
  });

  it('says a person with two windows once, and takes no nonsense', () => {
    const all: Awareness[] = [];
    const [anna, one, other] = [windowOf('Anna', all), windowOf('Mette', all), windowOf('Mette', all)];
    one.replying.writes('t1');
    other.replying.writes('t1');
    expect(anna.names('t1')).toBe('Mette');
    one.awareness.setLocalState({ user: { id: 'Mette', name: 'Mette' }, replying: { threadId: 't1' } });
    other.awareness.setLocalState({ user: null, replying: 't1' });
    expect(anna.names('t1')).toBe('');
  });
});
