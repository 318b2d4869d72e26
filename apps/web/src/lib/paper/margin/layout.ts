/** A thread and where its text begins, in pixels from the top of the margin. */
export type Wish = { readonly id: string; readonly top: number };

/** Heights in pixels, and how far something may stand from its text. */
export type Sizes = {
  readonly card: number;
  readonly row: number;
  readonly gap: number;
  /** Where cards would stand further away than this, they become rows. */
  readonly nearby: number;
  /** Where rows would stand further away than this, they become a stack. */
  readonly reach: number;
};

/** What stands in the margin: one thread as a card, a row or opened, or several as a stack of the height of a row. */
export type Placed = {
  readonly ids: readonly string[];
  readonly form: 'open' | 'card' | 'row' | 'stack';
  readonly top: number;
  readonly height: number;
};

type Slot = { ids: string[]; form: Placed['form']; wish: number; top: number; height: number };

/**
 * Places threads beside their text, in its order and without overlap. The open one (of the given height) stands level with
 * its text; the others make room for it, those before upwards. Where it is crowded, cards become rows and rows stacks, the
 * same ones whichever thread is open as far as that is possible. O(n log n).
 */
export function layOut(wishes: readonly Wish[], open: { id: string; height: number } | null, sizes: Sizes): Placed[] {
  const sorted = wishes.map(({ id, top }) => ({ id, top: Math.max(0, top) })).sort((one, other) => one.top - other.top);
  const forms = formsOf(sorted, sizes);
  const at = open === null ? -1 : sorted.findIndex(({ id }) => id === open.id);
  const slots = sorted.map(({ id, top }, index): Slot => {
    const form = forms[index] ?? 'card';
    return { ids: [id], form, wish: top, top, height: form === 'card' ? sizes.card : sizes.row };
  });
  const opened = slots[at];
  if (open === null || opened === undefined) return downwards(slots, 0, sizes);
  opened.form = 'open';
  opened.height = open.height;
  opened.top = Math.max(opened.wish, at > 0 ? sizes.row + sizes.gap : 0);
  const before = upwards(downwards(slots.slice(0, at), 0, sizes), opened.top - sizes.gap, sizes);
  const after = downwards(slots.slice(at + 1), opened.top + opened.height + sizes.gap, sizes);
  return [...before, opened, ...after];
}

// Cards that touch are one crowd, and change their form together.
function formsOf(sorted: readonly Wish[], { card, gap, nearby }: Sizes): ('card' | 'row')[] {
  const forms: ('card' | 'row')[] = [];
  let cursor = 0;
  let start = 0;
  let farthest = 0;
  const endCrowd = (end: number): void => {
    for (let index = start; index < end; index += 1) forms.push(farthest > nearby ? 'row' : 'card');
    start = end;
    farthest = 0;
  };
  sorted.forEach(({ top }, index) => {
    if (top >= cursor) {
      endCrowd(index);
      cursor = top;
    }
    farthest = Math.max(farthest, cursor - top);
    cursor += card + gap;
  });
  endCrowd(sorted.length);
  return forms;
}

function downwards(slots: readonly Slot[], start: number, { row, gap, reach }: Sizes): Slot[] {
  const placed: Slot[] = [];
  let cursor = start;
  for (const slot of slots) {
    slot.top = Math.max(slot.wish, cursor);
    const last = placed.at(-1);
    if (slot.top - slot.wish > reach) {
      if (last !== undefined && last.form !== 'card') {
        last.ids.push(...slot.ids);
        last.form = 'stack';
        continue;
      }
      slot.form = 'row';
      slot.height = row;
    }
    placed.push(slot);
    cursor = slot.top + slot.height + gap;
  }
  return placed;
}

// Moves what has been placed up, as far as it must be to end above `end`.
function upwards(slots: readonly Slot[], end: number, { row, gap, reach }: Sizes): Slot[] {
  const placed: Slot[] = [];
  let limit = end;
  for (const slot of slots.toReversed()) {
    slot.ids.reverse();
    let top = Math.min(slot.top, limit - slot.height);
    const below = placed.at(-1);
    if (slot.wish - top > reach || top < 0) {
      if (below !== undefined) {
        below.ids.push(...slot.ids);
        below.form = 'stack';
        below.top += below.height - row;
        below.height = row;
        limit = below.top - gap;
        continue;
      }
      if (slot.form === 'card') slot.form = 'row';
      slot.height = row;
      top = Math.max(0, Math.min(slot.top, limit - row));
    }
    slot.top = top;
    placed.push(slot);
    limit = top - gap;
  }
  for (const slot of placed) slot.ids.reverse();
  return placed.reverse();
}
