import type { Present } from '@samskriv/editor';
import { personColour } from '@samskriv/process';

/** Somebody who has the paper open, in however many windows. */
export type PersonHere = {
  readonly id: string;
  readonly name: string;
  /** 1 to 10, for `data-person`: given by the server, so that those in one paper differ. */
  readonly colour: number;
  /** The id of the section their caret is in, or null when they only read. */
  readonly section: string | null;
  readonly self: boolean;
};

/** Who has the paper open: oneself first, then the others by name. Other windows of one's own do not count. */
export function peopleHere(self: { id: string; name: string }, section: string | null, present: readonly Present[]): PersonHere[] {
  const others = present
    .filter(({ id }) => id !== self.id)
    .map(({ id, name, colour, sectionId }) => ({ id, name, colour, section: sectionId, self: false }))
    .sort((one, other) => one.name.localeCompare(other.name, 'da'));
  return [{ ...self, colour: personColour(self.id), section, self: true }, ...others];
}
