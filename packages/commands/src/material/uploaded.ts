import { refuse, type Refusal } from '@samskriv/process';
import { fileTypeFromBuffer } from 'file-type';

/** The most bytes a file may have: 25 MB. */
export const mostFileBytes = 25 * 1024 * 1024;

/** The most bytes that all files of a group may have: 1 GB. */
export const mostGroupBytes = 1_000_000_000;

/** The no to a file that a group of which `used` bytes are taken has no room for. */
export function noRoomForFile(used: number): Refusal {
  return refuse('no_room', 'file', { used, most: mostGroupBytes });
}

/** The no to a file that is too large. */
export function tooLargeFile(): Refusal {
  return refuse('too_large', 'file', { most: mostFileBytes / 1024 / 1024 });
}

/** What was uploaded. `name` is what the sender calls it; nothing else the sender says about it is believed. */
export type Uploaded = { name: string; content: Uint8Array };

/** A file fit to be kept: its name cleaned, its type taken from its content. */
export type JudgedFile = { name: string; type: string; content: Uint8Array };

const mostNameLetters = 120;

// What may come in, by what the content is: its type in an answer, and the name endings it may have, the usual one first.
const known: Record<string, { type: string; endings: readonly string[] }> = {
  pdf: { type: 'application/pdf', endings: ['pdf'] },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', endings: ['docx'] },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx'] },
  pptx: { type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation', endings: ['pptx'] },
  odt: { type: 'application/vnd.oasis.opendocument.text', endings: ['odt'] },
  ods: { type: 'application/vnd.oasis.opendocument.spreadsheet', endings: ['ods'] },
  odp: { type: 'application/vnd.oasis.opendocument.presentation', endings: ['odp'] },
  rtf: { type: 'application/rtf', endings: ['rtf'] },
  png: { type: 'image/png', endings: ['png'] },
  jpg: { type: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  gif: { type: 'image/gif', endings: ['gif'] },
  webp: { type: 'image/webp', endings: ['webp'] },
};
// The office files of before 2007 all look alike; the ending tells them apart, as it does for plain text.
const oldOffice: Record<string, string> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
};
const plainText: Record<string, string> = { txt: 'text/plain', md: 'text/plain', csv: 'text/plain' };

/**
 * Judges an upload: refuses what is empty, larger than `mostFileBytes`, or nothing that a group works with (office files, PDF,
 * pictures, plain text). The type follows from the content alone; where the name says otherwise, it gets the right ending.
 */
export async function judgeFile({ name, content }: Uploaded): Promise<JudgedFile | Refusal> {
  if (content.length === 0) return refuse('empty_file', 'file');
  if (content.length > mostFileBytes) return tooLargeFile();
  const cleaned = cleanName(name);
  const ending = /\.([a-z0-9]{1,5})$/i.exec(cleaned)?.[1]?.toLowerCase() ?? '';
  const found = await fileTypeFromBuffer(content).catch(() => undefined);
  const sort = found === undefined ? undefined : known[found.ext];
  if (sort !== undefined) {
    const fits = sort.endings.includes(ending);
    return { name: fits ? cleaned : `${cleaned}.${sort.endings[0] ?? ''}`, type: sort.type, content };
  }
  const old = oldOffice[ending];
  if (found?.ext === 'cfb' && old !== undefined) return { name: cleaned, type: old, content };
  const plain = plainText[ending];
  if (found === undefined && plain !== undefined && isPlainText(content)) return { name: cleaned, type: plain, content };
  return refuse('wrong_file_type', 'file');
}

/** A name without a path, without control characters and marks that turn the reading direction, and not too long. */
export function cleanName(name: string): string {
  const bare = name
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffe\uffff]/gu, '')
    .replace(/[<>:"|?*;]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const letters = [...bare];
  if (letters.length === 0) return 'fil';
  if (letters.length <= mostNameLetters) return bare;
  const ending = /\.[a-z0-9]{1,5}$/i.exec(bare)?.[0] ?? '';
  return letters.slice(0, mostNameLetters - ending.length).join('') + ending;
}

// Text that opens like a page or a drawing is none of ours, whatever it is called.
function isPlainText(content: Uint8Array): boolean {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return false;
  }
  // Below the space only tab, the line ends and their like; in UTF-8 such a byte is never part of another letter.
  const isOdd = (byte: number): boolean => byte < 0x20 && (byte < 0x09 || byte > 0x0d);
  return !content.some(isOdd) && !/^\s*<(?:!doctype|html|svg|script|\?xml|body|head|iframe)/i.test(text);
}
