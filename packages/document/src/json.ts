/** A mark as ProseMirror writes it in JSON. */
export interface MarkJson {
  type: string;
  attrs?: Record<string, unknown>;
}

/** A node as ProseMirror writes it in JSON; a whole paper is one whose type is `doc`. Attributes left out have their default. */
export interface NodeJson {
  type: string;
  attrs?: Record<string, unknown>;
  content?: NodeJson[];
  marks?: MarkJson[];
  text?: string;
}
