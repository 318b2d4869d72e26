// Writes the bytes of today's schema, which every later version must open: `node tests/stored/write.ts`. Run it once for each
// released schema and backup format, and never again: what is in bytes/ is never written over.
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoTexts, listGroups, lockVersion, openThread, plantDemo, type House } from '@samskriv/commands';
import { backUpHouse } from '@samskriv/commands/backup';
import { freshDatabase } from '@samskriv/database/testing';
import { birthUpdate, documentJson, html, markdown, placeComment, plainText, schemaVersion, type NodeJson } from '@samskriv/document';
import { isRefusal } from '@samskriv/process';
import * as Y from 'yjs';
import { words } from './words.ts';

const bytes = join(import.meta.dirname, 'bytes');
const place = (name: string) => {
  const path = join(bytes, name);
  if (existsSync(path)) throw new Error(`${path} is there, and must stay as it is.`);
  return path;
};

/** A section in which everything that may stand in a text does. */
const everything: NodeJson = {
  type: 'section',
  attrs: { id: '5c000000-0000-4000-8000-000000000001', kind: 'background', part: 'economicEffect', status: 'complete' },
  content: [
    { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: 'Æbler & <øl> "på" \u{1F34E}' }] },
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'Fed', marks: [{ type: 'strong' }] },
        { type: 'text', text: ' og kursiv', marks: [{ type: 'strong' }, { type: 'em' }] },
        { type: 'hardBreak' },
        { type: 'text', text: 'et sted', marks: [{ type: 'link', attrs: { href: 'https://fjordby.example/?a=1&b=2' } }] },
      ],
    },
    { type: 'bulletList', content: [item('et'), item('to')] },
    { type: 'orderedList', attrs: { start: 3 }, content: [item('tre'), item('fire')] },
    {
      type: 'table',
      content: [
        { type: 'tableRow', content: [cell('tableHeader', 'Ydelse'), cell('tableHeader', 'Kr.')] },
        { type: 'tableRow', content: [cell('tableCell', 'Kop | pant'), cell('tableCell', '1,80')] },
      ],
    },
    { type: 'paragraph' },
  ],
};

/** An item of the minutes, with what was decided. */
const minutesItem: NodeJson = {
  type: 'section',
  attrs: { id: '5c000000-0000-4000-8000-000000000003', kind: 'agendaItem', status: 'checked' },
  content: [
    { type: 'sectionTitle', content: [{ type: 'text', text: 'Tidsplan' }] },
    { type: 'paragraph', content: [{ type: 'text', text: 'Gruppen gennemgik datoerne.' }] },
    { type: 'decision', content: [{ type: 'text', text: 'Møde 3 varer en hel dag.' }] },
  ],
};

function item(text: string): NodeJson {
  return { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] };
}
function cell(type: string, text: string): NodeJson {
  return { type, content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] };
}

/** A log as people write one: the birth, then typing, a comment, a deletion, a section more, and a root of another program. */
function writeLog(birth: Uint8Array): Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = 20_261_123;
  Y.applyUpdate(doc, birth);
  const log = [birth];
  doc.on('update', (update: Uint8Array) => log.push(update));
  const section = doc.getXmlFragment('default').get(0) as Y.XmlElement;
  const paragraph = new Y.XmlElement('paragraph');
  const text = new Y.XmlText();
  doc.transact(() => {
    paragraph.insert(0, [text]);
    section.insert(section.length, [paragraph]);
  });
  for (const word of ['Vi ', 'skriver ', 'sammen ', '– ', 'også ', 'på ', 'dansk.']) text.insert(text.length, word);
  placeComment(doc, '5c000000-0000-4000-8000-000000000002', [{ from: 3, to: 9 }]);
  text.delete(3, 8);
  doc.getMap('another program').set('kept', 'and never shown');
  return log;
}

function writePaper(name: string, json: NodeJson): void {
  const log = writeLog(birthUpdate(json));
  const doc = new Y.Doc();
  for (const update of log) Y.applyUpdate(doc, update);
  const base64 = (update: Uint8Array) => Buffer.from(update).toString('base64');
  const read = documentJson(doc);
  const fixture = {
    schema: schemaVersion,
    log: log.map(base64),
    state: base64(Y.encodeStateAsUpdate(doc)),
    json: read,
    html: html(read, words),
    md: markdown(read, words),
    txt: plainText(read, words),
  };
  writeFileSync(place(`paper-${name}-schema-${schemaVersion}.json`), `${JSON.stringify(fixture, null, 1)}\n`);
}

async function writeHouse(): Promise<void> {
  const path = place('house-1.backup');
  const list = place('house-1.json');
  const database = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'stored-'));
  try {
    const house: House = { sql: database.sql, mail: null, publicUrl: null, demo: true };
    await plantDemo(house);
    const [row] = await database.sql<{ id: string }[]>`select id from person where secretariat limit 1`;
    const actor = { personId: row!.id, secretariat: true, roles: new Map() };
    const versions: { id: string; paperId: string; number: number; hash: string }[] = [];
    for (const { paper } of await listGroups(house, actor)) {
      const lock = async (purpose: string) => {
        const version = await lockVersion(house, actor, { paperId: paper.id, purpose, reason: 'For altid' });
        if (isRefusal(version)) throw new Error(version.refused);
        versions.push({ id: version.id, paperId: paper.id, number: version.number, hash: version.hash });
      };
      await lock('milestone');
      // A thread changes the text's marks alone, a proposal put in changes the text: so there is a chain of two.
      await openThread(house, actor, { paperId: paper.id, anchor: { from: 0, to: 10 }, body: 'Skal det stå her?' });
    }
    await backUpHouse(database.ownerAddress, { file: join(folder, 'house.backup') });
    renameSync(join(folder, 'house.backup'), path);
    writeFileSync(list, `${JSON.stringify({ versions }, null, 1)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await database.drop();
  }
}

writePaper('demo', demoTexts().a);
writePaper('everything', { ...demoTexts().b, content: [...(demoTexts().b.content ?? []), everything, minutesItem] });
// A backup needs its bytes anew when its format changes, not when the schema does.
if (!existsSync(join(bytes, 'house-1.backup'))) await writeHouse();
process.exit();
