import * as Y from 'yjs';
import { Held, Kind, MalformedUpdate, type Id, type Item } from './updateReader.ts';

/**
 * Where an item stands. `in` a node of the paper (`doc` is the root, of level 0), or in a `text` of one; `section` is the Yjs type
 * of the section around it, where the document has that already. `elsewhere`: under another root, which is carried and never
 * shown. `gone`: in something that is deleted for good, so it will be too.
 */
export type Place = { is: 'in' | 'text'; node: string; level: number; section: object | null } | 'elsewhere' | 'gone';

/** An item, where it stands, and the attribute it gives there; null in a sequence. */
export type Placed = { item: Item; place: Place; sub: string | null };

/** What is on its way into a document beside what it holds: per Yjs client, in order. */
export type Coming = ReadonlyMap<number, readonly Placed[]>;

type Home = Pick<Placed, 'place' | 'sub'>;

const NOTHING_COMING: Coming = new Map();
/** Deeper than this nothing is looked for: no paper is. */
const TOO_DEEP = 200;

/** Finds out where the items of edits stand, as Yjs will when it applies them (yjs 13.6, src/structs/Item.js, getMissing). */
export class Placement {
  readonly #doc: Y.Doc;
  /** Yjs never moves a type, so what is found once holds. */
  readonly #inside = new WeakMap<object, Place>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  /**
   * Places the items of an edit that hangs together (`judge`), each behind those it stands on. `fresh` are, per client and in
   * order, those that are new from the clock `known` on. Throws `MalformedUpdate` where they do not hang together.
   */
  place(fresh: readonly { client: number; known: number; items: readonly Item[] }[], coming: Coming = NOTHING_COMING): Placed[] {
    const placed: Placed[] = [];
    const own = new Map<number, Placed[]>();
    const walks = fresh.map(({ client, known, items }) => ({ client, known, items, at: 0 }));
    for (const { client } of walks) own.set(client, []);
    const reached = new Map(walks.map(({ client, known }) => [client, known]));
    let moved = true;
    const reach = (client: number, clock: number) => {
      if (clock <= (reached.get(client) as number)) return;
      reached.set(client, clock);
      moved = true;
    };
    const isThere = (id: Id | string | null) => {
      if (id === null || typeof id === 'string') return true;
      const end = reached.get(id.client);
      return end === undefined || id.clock < end;
    };
    while (moved) {
      moved = false;
      for (const walk of walks) {
        for (; walk.at < walk.items.length; walk.at++) {
          const item = walk.items[walk.at] as Item;
          // Structs between items hold nothing; they are passed with the item behind them.
          reach(walk.client, item.clock);
          if (!isThere(item.left) || !isThere(item.right) || !isThere(item.parent)) break;
          const found = this.#placeOf(item, walk.known, own, coming);
          (own.get(walk.client) as Placed[]).push(found);
          placed.push(found);
          reach(walk.client, item.clock + item.length);
        }
        if (walk.at === walk.items.length) reach(walk.client, Infinity);
      }
    }
    if (walks.some(({ at, items }) => at < items.length)) throw new MalformedUpdate('an edit that stands on itself');
    return placed;
  }

  #placeOf(item: Item, known: number, own: Coming, coming: Coming): Placed {
    // Its beginning is there already; the rest stands in the same place.
    if (item.clock < known) return at(item, this.#home({ client: item.client, clock: item.clock }, own, coming));
    const { left, right, parent, sub } = item;
    if (left === null && right === null) return { item, place: this.#insideOf(parent as Id | string, own, coming), sub };
    const leftHome = left === null ? null : this.#home(left, own, coming);
    const rightHome = right === null ? null : this.#home(right, own, coming);
    if (leftHome?.place === 'gone' || rightHome?.place === 'gone') return { item, place: 'gone', sub: null };
    return at(item, (leftHome ?? rightHome) as Home);
  }

  /** Where the struct with this id stands. */
  #home(id: Id, own: Coming, coming: Coming): Home {
    const written = find(own, id) ?? (id.clock < Y.getState(this.#doc.store, id.client) ? null : find(coming, id));
    if (written !== null) return written;
    const item = this.#stored(id);
    if (item === null || !(item.parent instanceof Y.AbstractType)) return { place: 'gone', sub: null };
    return { place: this.#insideType(item.parent), sub: item.parentSub };
  }

  /** The place inside of a root or of the type with this id. */
  #insideOf(parent: Id | string, own: Coming, coming: Coming): Place {
    if (typeof parent === 'string') return parent === 'default' ? ROOT : 'elsewhere';
    const written = find(own, parent) ?? (parent.clock < Y.getState(this.#doc.store, parent.client) ? null : find(coming, parent));
    if (written !== null) return insideItem(written);
    const item = this.#stored(parent);
    return item?.content instanceof Y.ContentType ? this.#insideType(item.content.type) : 'gone';
  }

  #stored({ client, clock }: Id): Y.Item | null {
    const structs = this.#doc.store.clients.get(client);
    if (structs === undefined || clock >= Y.getState(this.#doc.store, client)) return null;
    const struct = structs[Y.findIndexSS(structs, clock)];
    return struct instanceof Y.Item ? struct : null;
  }

  #insideType(type: Y.AbstractType<unknown>): Place {
    const ways: { type: Y.AbstractType<unknown>; sub: string | null }[] = [];
    let place: Place | undefined;
    for (let at = type; ;) {
      place = this.#inside.get(at);
      if (place !== undefined) break;
      const item = at._item;
      if (item === null) {
        place = at === this.#doc.share.get('default') ? ROOT : 'elsewhere';
        break;
      }
      ways.push({ type: at, sub: item.parentSub });
      if (!(item.parent instanceof Y.AbstractType)) {
        place = 'gone';
        break;
      }
      if (ways.length > TOO_DEEP) {
        place = { is: 'in', node: '', level: TOO_DEEP, section: null };
        break;
      }
      at = item.parent as Y.AbstractType<unknown>;
    }
    for (const { type: inner, sub } of ways.reverse()) {
      place = within(place, sub, inner instanceof Y.XmlElement ? inner.nodeName : inner instanceof Y.XmlText ? null : '', inner);
      this.#inside.set(inner, place);
    }
    return place;
  }
}

function at(item: Item, { place, sub }: Home): Placed {
  return { item, place, sub };
}

const ROOT: Place = { is: 'in', node: 'doc', level: 0, section: null };

function insideItem({ item, place, sub }: Placed): Place {
  if (item.held !== Held.type) return 'gone';
  return within(place, sub, item.kind === Kind.element ? item.name : item.kind === Kind.text ? null : '', null);
}

/** The place inside of a type that stands in `place`: an element by its name, a text by null, anything else by ''. */
function within(place: Place, sub: string | null, name: string | null, type: object | null): Place {
  if (place === 'elsewhere' || place === 'gone') return place;
  const section = place.level === 0 ? type : place.section;
  if (sub !== null || place.is === 'text') return { is: 'in', node: '', level: place.level + 1, section };
  if (name === null) return { is: 'text', node: place.node, level: place.level, section };
  return { is: 'in', node: name, level: place.level + 1, section };
}

function find(all: Coming, { client, clock }: Id): Placed | null {
  const placed = all.get(client);
  if (placed === undefined) return null;
  let low = 0;
  let high = placed.length - 1;
  let at = high;
  while (low <= high) {
    const found = placed[at] as Placed;
    if (clock < found.item.clock) high = at - 1;
    else if (clock >= found.item.clock + found.item.length) low = at + 1;
    else return found;
    at = (low + high) >> 1;
  }
  return null;
}
