import { readThread, type House, type ThreadView } from '@samskriv/commands';
import { isRefusal, type Actor, type Refusal } from '@samskriv/process';

/** The thread that something was done to, as it stands now, or why nothing was done. */
export async function andRead(house: House, actor: Actor, outcome: { threadId: string } | Refusal): Promise<ThreadView | Refusal> {
  return isRefusal(outcome) ? outcome : readThread(house, actor, outcome.threadId);
}
