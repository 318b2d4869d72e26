import { isRefusal, type Refusal } from '@samskriv/process';

/** What an act was about, for the answer of an operation that has no more to say: the first id that the command gives. */
export function asDone(outcome: Record<string, unknown> | Refusal): { id: string } | Refusal {
  return isRefusal(outcome) ? outcome : { id: String(Object.values(outcome)[0]) };
}
