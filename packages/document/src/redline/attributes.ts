import { sectionStanding } from '../sectionStanding.ts';
import type { Part } from './parts.ts';

/** Something about a block that means something to readers and is not its words. `serves` is told by the point's number. */
export interface AttributeChange {
  name: 'level' | 'status' | 'kind' | 'part' | 'textKind' | 'serves';
  before: string | null;
  after: string | null;
}

const named = ['level', 'kind', 'part', 'textKind'] as const;

/** What changed about a section or point, its words apart. */
export function changedAttributes(a: Part, b: Part): AttributeChange[] {
  const type = b.node.type.name;
  if (type !== 'section' && type !== 'targetPoint') return [];
  const changes: AttributeChange[] = [];
  const add = (name: AttributeChange['name'], before: unknown, after: unknown): void => {
    const [was, is] = [before, after].map((value) => (typeof value === 'string' ? value : null));
    if (was !== is) changes.push({ name, before: was ?? null, after: is ?? null });
  };
  for (const name of type === 'targetPoint' ? named.slice(0, 1) : named.slice(1)) add(name, a.attrs[name], b.attrs[name]);
  if (type === 'section') {
    // A section that somebody has begun to write in is a draft, whatever was set: its new words say so already.
    if (a.attrs.status !== b.attrs.status) add('status', sectionStanding(a.node), sectionStanding(b.node));
    if (a.attrs.serves !== b.attrs.serves) {
      const [served, serves] = [pointOf(a, a.attrs.serves), pointOf(b, b.attrs.serves)];
      if (served?.partner !== serves || served === null) add('serves', served?.number ?? null, serves?.number ?? null);
    }
  }
  return changes;
}

/** Whether a block looks different without saying anything else: another type of its family, another level or span. */
export function formChanged(a: Part, b: Part): boolean {
  const type = b.node.type.name;
  if (a.node.type !== b.node.type) return true;
  if (type === 'section' || type === 'targetPoint') return false;
  return JSON.stringify(a.attrs) !== JSON.stringify(b.attrs);
}

function pointOf(part: Part, id: unknown): Part | null {
  if (typeof id !== 'string') return null;
  let root = part;
  while (root.parent !== null) root = root.parent;
  const find = (among: readonly Part[]): Part | null => {
    for (const child of among) {
      const found = child.family === 'targetPoint' && child.id === id ? child : find(child.children);
      if (found !== null) return found;
    }
    return null;
  };
  return find(root.children);
}
