// Plain maps and sets that are replaced, never changed: what follows them is told by the new one.

type Identified = { readonly id: string };

/** Things by their id. */
export function byId<Thing extends Identified>(things: readonly Thing[]): ReadonlyMap<string, Thing> {
  return new Map(things.map((thing) => [thing.id, thing]));
}

/** The same with this thing in it, in the place of the one with its id. */
export function withThing<Thing extends Identified>(things: ReadonlyMap<string, Thing>, thing: Thing): ReadonlyMap<string, Thing> {
  return new Map(things).set(thing.id, thing);
}

/** The same without the thing with this id. */
export function withoutThing<Thing>(things: ReadonlyMap<string, Thing>, id: string): ReadonlyMap<string, Thing> {
  return new Map([...things].filter(([key]) => key !== id));
}

/** Both together. */
export function union(one: Iterable<string>, other: Iterable<string>): ReadonlySet<string> {
  return new Set([...one, ...other]);
}

/** Whether both hold the same. */
export function sameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id));
}
