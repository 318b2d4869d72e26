import { mostCharacters } from '@samskriv/document';
import type { Connection } from '@hocuspocus/server';
import type { LivePaper } from './livePaper.ts';

/**
 * Tells people how much of the round's room is used, `{type: 'room', share, characters, most}`, from four fifths on. `also`:
 * below that too, where it was told before and is no longer so.
 */
export function tellRoom(live: LivePaper, connections: readonly Connection[], also = false): void {
  const share = live.size.told;
  if (share === null && !also) return;
  const said = JSON.stringify({ type: 'room', share, characters: live.size.characters, most: mostCharacters });
  for (const connection of connections) connection.sendStateless(said);
}
