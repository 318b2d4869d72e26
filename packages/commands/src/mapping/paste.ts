import { findGroupTitle, inTransaction, insertComparable, notify, recordAct, type ComparableText } from '@samskriv/database';
import { isRefusal, refuse, type Actor, type Refusal } from '@samskriv/process';
import { parse } from 'csv-parse/sync';
import { oneOf } from '../fields.ts';
import type { House } from '../house.ts';
import { inGroup } from '../material/reach.ts';
import { comparableKinds, judgeComparable } from './comparables.ts';

/** A pasted line: what it would become, or why it cannot. `line` counts from 1, the head line included. */
export type PastedLine = { line: number; cells: string[]; row: ComparableText | null; refused: Refusal | null };

const mostLines = 500;

// The columns in the order of the table, by the words people head them with.
const columns = [
  { field: 'source', heads: ['kilde', 'organisation', 'ordning', 'område', 'source', 'scheme', 'area'] },
  { field: 'wording', heads: ['formulering', 'ordlyd', 'mål', 'beskrivelse', 'wording', 'target', 'description'] },
  { field: 'level', heads: ['niveau', 'level'] },
  { field: 'statedOn', heads: ['dato', 'date'] },
  { field: 'address', heads: ['adresse', 'link', 'address', 'url'] },
  { field: 'note', heads: ['bemærkning', 'note', 'remark'] },
] as const;
type Field = (typeof columns)[number]['field'];

const levels: Record<string, string> = { basis: 'core', core: 'core', udvidet: 'comprehensive', comprehensive: 'comprehensive' };

/**
 * Takes lines pasted from a spreadsheet (tabs, or semicolons or commas with quotes), with or without a head line. With `dry`
 * nothing is stored and every line says what it would become. Else all are stored, or, where one is at fault, none: `added` says how many.
 */
export async function pasteComparables(
  house: House,
  actor: Actor,
  input: { groupId: string; kind: string; text: string; dry: boolean },
): Promise<{ lines: PastedLine[]; added: number } | Refusal> {
  const { groupId } = input;
  const no = inGroup(actor, groupId, 'mapping.see', 'mapping.fill');
  if (no !== null) return no;
  const kind = oneOf(input.kind, comparableKinds, 'kind');
  if (isRefusal(kind)) return kind;
  const lines = readPasted(input.text, kind);
  if (isRefusal(lines)) return lines;
  return inTransaction(house.sql, async (sql) => {
    if ((await findGroupTitle(sql, groupId)) === null) return refuse('not_found');
    const rows = lines.flatMap(({ row }) => (row === null ? [] : [row]));
    if (input.dry || rows.length < lines.length) return { lines, added: 0 };
    const by = actor.personId;
    for (const row of rows) {
      const id = await insertComparable(sql, { ...row, groupId, by });
      const details = { groupId, kind, pasted: true };
      await recordAct(sql, { actor: by, action: 'comparable.add', thing: { kind: 'comparable', id }, details });
    }
    await notify(sql, { kind: 'group', groupId });
    return { lines, added: rows.length };
  });
}

/** Pasted text as lines, each judged by itself. */
export function readPasted(text: string, kind: string): PastedLine[] | Refusal {
  const first = text.split('\n', 1)[0] ?? '';
  const delimiter = first.includes('\t') ? '\t' : first.includes(';') ? ';' : ',';
  let table: string[][];
  try {
    table = parse(text, { bom: true, delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false, trim: true });
  } catch {
    return refuse('invalid', 'text');
  }
  const numbered = table.map((cells, index) => ({ line: index + 1, cells })).filter(({ cells }) => cells.some((cell) => cell !== ''));
  const head = headOf(numbered[0]?.cells ?? []);
  const rows = head === null ? numbered : numbered.slice(1);
  if (rows.length === 0) return refuse('required', 'text');
  if (rows.length > mostLines) return refuse('too_long', 'text');
  const order = head ?? columns.map(({ field }) => field);
  return rows.map(({ line, cells }) => {
    const given = Object.fromEntries(order.flatMap((field, index) => (field === null ? [] : [[field, cells[index] ?? '']]))) as Partial<
      Record<Field, string>
    >;
    const level = given.level ?? '';
    const judged = judgeComparable({
      kind,
      source: given.source ?? '',
      wording: given.wording ?? '',
      level: levels[level.toLowerCase()] ?? level,
      statedOn: isoDay(given.statedOn ?? ''),
      address: given.address ?? null,
      note: given.note ?? '',
    });
    return isRefusal(judged) ? { line, cells, row: null, refused: judged } : { line, cells, row: judged, refused: null };
  });
}

// A first line is a head where it names the source and the wording; a column it names otherwise is left out.
function headOf(cells: readonly string[]): (Field | null)[] | null {
  const named = cells.map((cell) => columns.find(({ heads }) => heads.some((head) => head === cell.toLowerCase()))?.field ?? null);
  return named.includes('source') && named.includes('wording') ? named : null;
}

// As Danes write a day: 3.11.2025, 3-11-2025, 3/11/2025.
function isoDay(given: string): string {
  const [, day, month, year] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(given) ?? [];
  return year === undefined ? given : `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
}
