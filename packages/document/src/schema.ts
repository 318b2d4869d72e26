import { Schema } from 'prosemirror-model';
import { nodes } from './blocks.ts';
import { marks } from './marks.ts';

/** The ProseMirror schema of every paper, in the browser and on the server. */
export const schema = new Schema({ nodes, marks });

/**
 * Grows with every change that an older editor would not know. An editor that mounts with a lower number than the
 * paper's deletes, for everybody, the nodes it does not know; so a lower number is asked to reload first.
 */
export const schemaVersion = 2;
