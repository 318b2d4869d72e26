import { lockVersion, readVersionContent, verifyVersion, type House, type VersionView } from '@samskriv/commands';
import { isRefusal, type Actor } from '@samskriv/process';
import * as Y from 'yjs';
import type { TestHouse, TestPerson } from './house.ts';
import type { RawClient } from './rawClient.ts';

/** What a race between writers and a lock came to. `mismatches` counts words that are on one side alone; it must be 0. */
export type Race = { version: VersionView; acknowledged: number; refused: number; mismatches: number; broken: string[]; told: number };

/** Somebody who types words without pause until one of them is refused. */
export class Typist {
  readonly client: RawClient;
  readonly #name: string;
  readonly #words: string[] = [];

  constructor(client: RawClient, name: string) {
    this.client = client.connectDoc();
    this.#name = name;
  }

  /** The words whose edits were acknowledged, or refused: one answer for each, in order. */
  answered(yes: boolean): string[] {
    return this.#words.filter((_, index) => this.client.acks[index] === yes);
  }

  async typeUntilRefused(): Promise<void> {
    const paragraph = new Y.XmlElement('paragraph');
    const text = new Y.XmlText();
    paragraph.insert(0, [text]);
    const section = this.client.doc.getXmlFragment('default').get(0) as Y.XmlElement;
    for (let count = 0; !this.client.acks.includes(false); count++) {
      const word = `${this.#name}x${count}`;
      this.#words.push(word);
      // One transaction, so one message and one answer for each word.
      this.client.doc.transact(() => {
        if (count === 0) section.insert(section.length, [paragraph]);
        text.insert(0, `${word} `);
      });
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
    }
    await this.client.until(() => this.client.acks.length === this.#words.length, `an answer to each of ${this.#name}'s edits`);
  }
}

/** Lets people type on some instances and locks once they have had `after` acknowledgements among them. */
export async function raceLock(
  commands: House,
  { chair, writers, paperId, after }: { chair: Actor; writers: readonly Typist[]; paperId: string; after: number },
): Promise<Race> {
  const typing = writers.map((writer) => writer.typeUntilRefused());
  while (writers.reduce((sum, { client }) => sum + client.acks.length, 0) < after) await new Promise((resolve) => setTimeout(resolve, 1));
  const version = await lockVersion(commands, chair, { paperId, purpose: 'steeringConsideration', reason: 'Til mødet' });
  if (isRefusal(version)) throw new Error(version.refused);
  await Promise.all(typing);
  const content = await readVersionContent(commands, chair, { versionId: version.id, format: 'txt' });
  const verified = await verifyVersion(commands, chair, version.id);
  if (isRefusal(content) || isRefusal(verified) || content.format === 'json') throw new Error('the version cannot be read');
  const sealed = new Set(content.text.match(/\w+x\d+/g) ?? []);
  const saved = new Set(writers.flatMap((writer) => writer.answered(true)));
  const whole = (client: RawClient) => client.stateless.some((said) => said.includes(version.id) && said.includes('"locked"'));
  await Promise.all(writers.map(({ client }) => client.until(() => whole(client), 'told of the lock')));
  return {
    version,
    acknowledged: saved.size,
    refused: writers.flatMap((writer) => writer.answered(false)).length,
    mismatches: [...saved].filter((word) => !sealed.has(word)).length + [...sealed].filter((word) => !saved.has(word)).length,
    broken: verified.broken,
    told: writers.filter(({ client }) => whole(client)).length,
  };
}

/** A paper of its own with these people in its group. */
export async function freshPaper(
  house: TestHouse,
  people: readonly { person: TestPerson; role: 'chair' | 'member' }[],
): Promise<{ paperId: string; groupId: string; document: string }> {
  const paper = await house.paper();
  for (const { person, role } of people)
    await house.db.owner`insert into membership (group_id, person_id, role) values (${paper.groupId}, ${person.id}, ${role})`;
  return paper;
}
