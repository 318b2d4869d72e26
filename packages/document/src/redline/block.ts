import type { AttributeChange } from './attributes.ts';
import type { Run } from './runs.ts';

/**
 * What became of a block. `changed`: something in it did. `moved` stands where the block is now, and holds what changed in it;
 * `movedAway` stands where it was, whole as it was.
 */
export type BlockChange = 'same' | 'changed' | 'inserted' | 'deleted' | 'moved' | 'movedAway';

/** A block of two texts read together. */
export interface RedlineBlock {
  change: BlockChange;
  /** Name of the node in the later text; of one that is gone, in the earlier. */
  type: string;
  attrs: Record<string, unknown>;
  /** What it was in the earlier text, where that differs in anything but its id. */
  was?: { type: string; attrs: Record<string, unknown> };
  /** What readers are told of: requirement or recommendation, the status of a section, and their like. */
  attributes?: AttributeChange[];
  /** Whether only its looks changed: bold, a link, a heading of another level, a list of another kind. */
  formatted?: true;
  /** For points: as shown in each text; null where it is not there. */
  number?: { before: string | null; after: string | null };
  /** Shared by the two places of a moved block. */
  move?: number;
  /** Of text blocks. */
  runs?: Run[];
  /** Of all others. */
  blocks?: RedlineBlock[];
}

/** Two texts read together. */
export interface Redline {
  /** Whether both say the same. Comment marks, ids and looks do not count. */
  equal: boolean;
  /** Whether anything looks different that says the same. */
  formatted: boolean;
  sections: RedlineBlock[];
}
