import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

/** Something about a backup that whoever made or restores it can mend; the message is for them. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/**
 * A piece of a backup. `words` is JSON: the head (first), a table's name and columns, a table's sum, the manifest (last);
 * `rows` is a part of the rows of the table named last, as COPY writes them.
 */
export type Piece = { readonly words: unknown } | { readonly rows: Buffer };

/** What was written: bytes on disk, and the SHA-256 (hex) that stands at the end of the file. */
export type Written = { readonly file: string; readonly bytes: number; readonly sha256: string };

// The file: this line, gzip of the pieces, and a line with the SHA-256 of all before it.
const mark = 'samskriv backup 1\n';
const sealOf = (sha256: string) => `\nsha256 ${sha256}\n`;
const sealLength = sealOf('0'.repeat(64)).length;

// A piece: one letter, its length in four bytes, and so many bytes.
const head = 5;
const kinds = { words: 'J'.charCodeAt(0), rows: 'R'.charCodeAt(0) };
/** Rows are gathered to pieces of about this many bytes, and longer ones are cut: so much, and not a table, is in memory. */
const pieceLength = 64 << 10;
const longestWords = 64 << 20;

/**
 * Writes a backup beside `file` and gives it that name when all of it is on the disk; a failure or a signal leaves nothing
 * behind. Throws BackupError where the name is taken (unless `overwrite`), the folder is missing or closed, or the disk is full.
 */
export async function writeBackupFile(
  file: string,
  pieces: AsyncIterable<Piece>,
  { overwrite = false, signal }: { overwrite?: boolean; signal?: AbortSignal } = {},
): Promise<Written> {
  const path = resolve(file);
  const mustBeFree = async () => {
    const there = await stat(path).catch(() => null);
    if (there?.isDirectory()) throw new BackupError(`${path} is a folder. Name a file.`);
    if (there !== null && !overwrite) throw new BackupError(`${path} is there already. Choose another name, or add --overwrite.`);
  };
  await mustBeFree();
  const unfinished = join(dirname(path), `.${basename(path)}.unfinished-${process.pid}`);
  let bytes = 0;
  let sha256 = '';
  const sealed = async function* (compressed: AsyncIterable<Buffer>) {
    const hash = createHash('sha256');
    const passed = (chunk: Buffer) => {
      hash.update(chunk);
      bytes += chunk.length;
      return chunk;
    };
    yield passed(Buffer.from(mark));
    for await (const chunk of compressed) yield passed(chunk);
    sha256 = hash.digest('hex');
    bytes += sealLength;
    yield Buffer.from(sealOf(sha256));
  };
  try {
    // It holds everything, and the hashes of passwords: for its owner's eyes.
    const target = createWriteStream(unfinished, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(framed(pieces), createGzip(), sealed, target, { ...(signal === undefined ? {} : { signal }) });
    await mustBeFree();
    await rename(unfinished, path);
    await flushFolder(dirname(path));
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw inWords(error, path);
  }
  return { file: path, bytes, sha256 };
}

/**
 * Looks at the whole file before anything is done with it: that it is a backup, complete, and not a byte changed. Throws
 * BackupError in words otherwise.
 */
export async function checkSeal(file: string): Promise<Written> {
  const path = resolve(file);
  const size = await stat(path).then(
    (found) => (found.isFile() ? found.size : Promise.reject(new BackupError(`${path} is not a file.`))),
    (error: unknown) => Promise.reject(inWords(error, path)),
  );
  const hash = createHash('sha256');
  const handle = await open(path, 'r').catch((error: unknown) => Promise.reject(inWords(error, path)));
  try {
    const first = Buffer.alloc(mark.length);
    await handle.read(first, 0, mark.length, 0);
    if (/^samskriv backup \d+\n/.test(String(first)) && String(first) !== mark)
      throw new BackupError(`${path} was made by a later version of Samskriv than this one.`);
    if (String(first) !== mark) throw new BackupError(`${path} is not a backup of Samskriv.`);
    const seal = Buffer.alloc(sealLength);
    if (size >= mark.length + sealLength) await handle.read(seal, 0, sealLength, size - sealLength);
    const said = /^\nsha256 ([0-9a-f]{64})\n$/.exec(String(seal))?.[1];
    if (said === undefined) throw new BackupError(`${path} has been cut short: its end is missing.`);
    for await (const chunk of createReadStream(path, { end: size - sealLength - 1 })) hash.update(chunk as Buffer);
    const sha256 = hash.digest('hex');
    if (sha256 !== said) throw new BackupError(`${path} has been changed since it was made: its SHA-256 does not fit.`);
    return { file: path, bytes: size, sha256 };
  } finally {
    await handle.close();
  }
}

/** The pieces of a backup, in order. */
export async function* readPieces({ file, bytes }: Written): AsyncGenerator<Piece> {
  const packed = createReadStream(file, { start: mark.length, end: bytes - sealLength - 1 });
  const unpacked = createGunzip();
  packed.on('error', (error) => unpacked.destroy(error));
  const broken = () => new BackupError(`${file} cannot be read: what is in it is not in order.`);
  let waiting: Buffer[] = [];
  let length = 0;
  let wanted = head;
  let kind: number | null = null;
  try {
    for await (const chunk of packed.pipe(unpacked)) {
      waiting.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      while (length >= wanted) {
        const all = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting);
        const part = all.subarray(0, wanted);
        waiting = [all.subarray(wanted)];
        length -= wanted;
        if (kind === null) {
          kind = part[0]!;
          wanted = part.readUInt32BE(1);
          if ((kind !== kinds.words && kind !== kinds.rows) || wanted > longestWords) throw broken();
        } else {
          yield kind === kinds.words ? { words: JSON.parse(String(part)) } : { rows: part };
          kind = null;
          wanted = head;
        }
      }
    }
  } catch (error) {
    throw error instanceof SyntaxError || (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      ? broken()
      : inWords(error, file);
  } finally {
    packed.destroy();
  }
  if (kind !== null || length > 0) throw broken();
}

async function* framed(pieces: AsyncIterable<Piece>): AsyncGenerator<Buffer> {
  let gathered: Buffer[] = [];
  let length = 0;
  for await (const piece of pieces) {
    if ('rows' in piece) {
      gathered.push(piece.rows);
      length += piece.rows.length;
      if (length < pieceLength) continue;
    }
    if (length > 0) {
      const rows = Buffer.concat(gathered);
      gathered = [];
      length = 0;
      for (let at = 0; at < rows.length; at += pieceLength) yield frame(kinds.rows, rows.subarray(at, at + pieceLength));
    }
    if ('words' in piece) yield frame(kinds.words, Buffer.from(JSON.stringify(piece.words)));
  }
}

function frame(kind: number, bytes: Buffer): Buffer {
  const framed = Buffer.allocUnsafe(head + bytes.length);
  framed[0] = kind;
  framed.writeUInt32BE(bytes.length, 1);
  bytes.copy(framed, head);
  return framed;
}

/** The new name is in the folder, and the folder must be on the disk too. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

function inWords(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return new BackupError(`There is no room left on the disk of ${path}. Nothing was kept.`);
  if (code === 'ENOENT') return new BackupError(`${path} cannot be found.`);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return new BackupError(`${path} cannot be opened: permission denied.`);
  if (code === 'ENOTDIR' || code === 'EISDIR') return new BackupError(`${path} is not a place for a file.`);
  if (code === 'ABORT_ERR') return new BackupError('Stopped. Nothing was kept.');
  if (code === 'EIO') return new BackupError(`${path} cannot be read or written: the disk reports an error.`);
  return error;
}
