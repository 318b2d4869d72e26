export { createEditor, type EditorHandle, type EditorOptions } from './createEditor.ts';
export type { PresentUser } from './carets.ts';
export type { EditorCommands } from './commands.ts';
export type { GuidanceKey, Labels } from './labels.ts';
export type { Blocked } from './limits.ts';
export type { EditorStatus, Present } from './status.ts';
export type { SectionFace, SectionTools } from './views.ts';
export {
  goToThread,
  sectionAtCaret,
  markedThreads,
  pendingTop,
  selectBlock,
  selectionAnchor,
  showThreads,
  threadMarksPlugin,
  threadsAtCaret,
  threadTops,
  type ShownThreads,
  type ThreadMarksOptions,
} from './threadMarks.ts';
