import type { Sql } from './connect.ts';

/** What is known of a stored file; `type` follows from its content. */
export type FileRow = { id: string; name: string; type: string; bytes: number };

// Half a megabyte a piece: few rows, and a reader holds no more than one of them.
const pieceSize = 512 * 1024;

/** Stores a file and gives its id. `sha256` is of the content, hex. */
export async function insertFile(
  sql: Sql,
  { name, type, content, sha256, madeBy }: { name: string; type: string; content: Uint8Array; sha256: string; madeBy: string },
): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into stored_file (name, type, bytes, sha256, made_by) values (${name}, ${type}, ${content.length}, ${sha256}, ${madeBy})
    returning id`;
  const fileId = row!.id;
  for (let from = 0, number = 0; from < content.length; from += pieceSize, number++) {
    const piece = Buffer.from(content.buffer, content.byteOffset + from, Math.min(pieceSize, content.length - from));
    await sql`insert into stored_file_piece (file_id, number, bytes) values (${fileId}, ${number}, ${piece})`;
  }
  return fileId;
}

/**
 * How many bytes the files of a group have. With `hold` nobody else is told until this transaction ends, so that what two people
 * add at once is counted one after the other.
 */
export async function countFileBytes(sql: Sql, groupId: string, { hold = false } = {}): Promise<number> {
  // Not the group's row: an upload takes a while, and the group's process goes on meanwhile.
  if (hold) await sql`select pg_advisory_xact_lock(hashtextextended(${`files of ${groupId}`}, 0))`;
  const [row] = await sql<{ bytes: string }[]>`
    select coalesce(sum(f.bytes), 0)::text as bytes from material m join stored_file f on f.id = m.file_id where m.group_id = ${groupId}`;
  return Number(row!.bytes);
}

/** The content of a file, piece after piece. Throws RangeError where a piece is missing. */
export async function* readPieces(sql: Sql, { id, bytes }: { id: string; bytes: number }): AsyncGenerator<Uint8Array, void> {
  for (let number = 0, left = bytes; left > 0; number++) {
    const [row] = await sql<{ bytes: Buffer }[]>`select bytes from stored_file_piece where file_id = ${id} and number = ${number}`;
    if (row === undefined) throw new RangeError(`Piece ${number} of a file is missing`);
    left -= row.bytes.length;
    yield row.bytes;
  }
}

/** Removes a file with its pieces. */
export async function deleteFile(sql: Sql, id: string): Promise<void> {
  await sql`delete from stored_file where id = ${id}`;
}
