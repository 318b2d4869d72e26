import { createHash } from 'node:crypto';
import { pickedPlace } from '@samskriv/comments';
import { appendHouseEdit, inTransaction } from '@samskriv/database';
import { replaceWords } from '@samskriv/document';
import { rolesThatMay, type Actor } from '@samskriv/process';
import type * as Y from 'yjs';
import { yes, type DemoHouse } from '../demo/demoHouse.ts';
import { createGroup } from '../groups/createGroup.ts';
import { setMembership } from '../groups/roster.ts';
import { readPaperContent } from '../papers/readPaper.ts';
import { prepareEdit, type SavedText } from '../threads/place.ts';
import { readVersionContent } from './read.ts';

/** For tests: a new group with a chair, and what one does in its paper. */
export type TestGroup = {
  groupId: string;
  paperId: string;
  targetId: string;
  secretariat: Actor;
  chair: Actor;
  /** Writes other words instead of a passage, as an editor would; the verdict of the log. */
  rewrite(quote: string, instead: string, round?: number): Promise<string>;
  /** Writes as the chair, as an editor would; the number of the edit, or null where nothing was to be written. */
  edit(change: (ydoc: Y.Doc, text: SavedText) => unknown, round?: number): Promise<number | null>;
  /** The living text. */
  text(): Promise<string>;
  /** The text of a version. */
  sealedText(versionId: string): Promise<string>;
};

/** Makes one whose target points are the lines of `text`. */
export async function testGroup(demo: DemoHouse, text: string): Promise<TestGroup> {
  const { house } = demo;
  const secretariat = await demo.actor('sekretariat@partnerskab.example');
  const made = yes(await createGroup(house, secretariat, { title: 'Prøve', kind: 'new', text }));
  const personId = demo.idOf('formand@strandholt.example');
  yes(await setMembership(house, secretariat, { groupId: made.groupId, personId, role: 'chair' }));
  const chair = await demo.actor('formand@strandholt.example');
  const append = async (change: (ydoc: Y.Doc, text: SavedText) => unknown, round: number) => {
    const { bytes } = await prepareEdit(house.sql, made.paperId, round, change);
    if (bytes === null) return null;
    const hash = createHash('sha256').update(bytes).digest('hex');
    const edit = { paperId: made.paperId, round, author: personId, kind: 'edit' as const, roles: rolesThatMay('paper.write') };
    return inTransaction(house.sql, (sql) => appendHouseEdit(sql, { ...edit, bytes, hash }));
  };
  return {
    ...made,
    secretariat,
    chair,
    async rewrite(quote, instead, round = 1) {
      const change = (ydoc: Y.Doc, { index }: SavedText) => {
        const ranges = pickedPlace(index, { quote })!.ranges;
        return replaceWords(ydoc, { from: ranges[0]!.from, to: ranges.at(-1)!.to }, instead);
      };
      return (await append(change, round))?.verdict ?? 'nothing';
    },
    async edit(change, round = 1) {
      const appended = await append(change, round);
      return appended !== null && 'number' in appended ? appended.number : null;
    },
    async text() {
      const content = yes(await readPaperContent(house, secretariat, { paperId: made.paperId, format: 'txt' }));
      return 'text' in content ? content.text : '';
    },
    async sealedText(versionId) {
      const content = yes(await readVersionContent(house, secretariat, { versionId, format: 'txt' }));
      return 'text' in content ? content.text : '';
    },
  };
}
