export { createCollab, type Collab, type CollabOptions } from './collab.ts';
export { editLimits, type EditLimits } from './editBudget.ts';
export type { Log } from './log.ts';
export { CloseCode } from './messages.ts';
