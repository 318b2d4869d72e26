import { anchorAt, pickedPlace, type Anchor, type Place } from '@samskriv/comments';
import { isRefusal, refuse, type Refusal } from '@samskriv/process';
import type { SavedText } from './place.ts';
import { pickedText } from './words.ts';

/**
 * What somebody picked in a text: words with what stands around them, ProseMirror positions in the text as saved, or both (then
 * the words decide, and the positions between equals); or a whole section.
 */
export type Picked = { quote?: string; prefix?: string; suffix?: string; from?: number; to?: number; sectionId?: string };

/** The passage that was meant, and where it stands; `place` is null where it does not stand there (any more). */
export type Meant = { anchor: Anchor; place: Place | null; whole: boolean };

const longestQuote = 10_000;
const longestContext = 500;

/** What was picked, made tidy, or why it can be no passage. */
export function pickedOf(picked: Picked): Picked | Refusal {
  const { from, to, sectionId } = picked;
  const quote = pickedText(picked.quote ?? '', 'anchor.quote', longestQuote);
  const prefix = pickedText(picked.prefix ?? '', 'anchor.prefix', longestContext);
  const suffix = pickedText(picked.suffix ?? '', 'anchor.suffix', longestContext);
  for (const text of [quote, prefix, suffix]) if (isRefusal(text)) return text;
  const positions = from !== undefined && to !== undefined;
  if ((from === undefined) !== (to === undefined)) return refuse('required', from === undefined ? 'anchor.from' : 'anchor.to');
  if (positions && !(Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && from < to))
    return refuse('invalid', 'anchor.to');
  if (String(quote).trim() === '' && !positions && (sectionId ?? '') === '') return refuse('required', 'anchor.quote');
  if (sectionId !== undefined && sectionId.length > 200) return refuse('too_long', 'anchor.sectionId', { most: 200 });
  return { ...picked, quote: quote as string, prefix: prefix as string, suffix: suffix as string };
}

/** Where what was picked stands in a text. */
export function meantIn({ index }: SavedText, { quote = '', prefix = '', suffix = '', from, to, sectionId }: Picked): Meant | Refusal {
  const words = quote.trim();
  if (words === '' && (from === undefined || to === undefined)) {
    const section = index.sections.find(({ id }) => id !== null && id === sectionId);
    if (section === undefined) return refuse('invalid', 'anchor.sectionId');
    return { anchor: { quote: '', prefix: '', suffix: '', sectionId: section.id, point: null }, place: null, whole: true };
  }
  const place = pickedPlace(index, { quote, prefix, suffix, ...(from === undefined || to === undefined ? {} : { from, to }) });
  if (words === '') {
    if (place === null) return refuse('invalid', 'anchor.from');
    if (place.end - place.at > longestQuote) return refuse('too_long', 'anchor.to', { most: longestQuote });
  }
  if (place !== null) return { anchor: anchorAt(index, place), place, whole: false };
  return { anchor: { quote: words, prefix, suffix, sectionId: knownSection(sectionId), point: null }, place: null, whole: false };
}

function knownSection(sectionId: string | undefined): string | null {
  return sectionId === undefined || sectionId === '' ? null : sectionId;
}
