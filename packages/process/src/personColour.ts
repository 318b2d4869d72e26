// As many as the pages have (look.md: apart for colour-blind eyes, always with a name or initials).
const colours = 10;

/** The colour of a person, 1 to 10: the same everywhere and at all times, from the id alone. */
export function personColour(personId: string): number {
  let sum = 0;
  for (const character of personId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return (sum % colours) + 1;
}
