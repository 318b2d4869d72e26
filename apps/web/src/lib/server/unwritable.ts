import { isWritable } from '@samskriv/document';

/**
 * The first field of a value as JSON knows them, keys among them, with a character that cannot be kept: its path with dots, '' for
 * the value itself; null where there is none. However deep a value is nested, it is walked without recursion.
 */
export function unwritableField(value: unknown): string | null {
  const waiting: { path: string; inside: unknown }[] = [{ path: '', inside: value }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, inside } = next;
    if (typeof inside === 'string' && !isWritable(inside)) return path.slice(0, 200);
    if (typeof inside !== 'object' || inside === null) continue;
    for (const [key, one] of Object.entries(inside).reverse()) {
      if (!isWritable(key)) return path.slice(0, 200);
      waiting.push({ path: path === '' ? key : `${path}.${key}`, inside: one });
    }
  }
  return null;
}

/** Whether the database says that a text holds what no text of its can: U+0000 or half a character. */
export function isUnwritableError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && (error.code === '22021' || error.code === '22P05');
}
