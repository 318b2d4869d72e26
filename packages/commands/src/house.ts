import type { Pool } from '@samskriv/database';
import type { HeavyReads } from './heavy/heavyReads.ts';
import type { Quotas } from './quotas.ts';

/**
 * A letter ready to send: plain text and the same in simple html. `stopAddress` is where one click stops letters of its kind
 * (RFC 8058); `calendar` is a file for the reader's calendar (RFC 5546).
 */
export type Letter = {
  to: string;
  subject: string;
  text: string;
  html: string;
  stopAddress?: string;
  calendar?: { method: 'PUBLISH' | 'CANCEL'; text: string };
};

/** Sends one letter; rejects when the mail server does not take it, so that the job is tried again. */
export type Mailer = { send(letter: Letter): Promise<void> };

/**
 * What a process hands to every command. `mail` is null without SMTP_URL: then the secretariat hands links over by hand.
 * `publicUrl` is the address people reach the house at, without a slash at the end (mails need it); null when unknown.
 * `heavy` is where large texts are read beside the event loop; without it they are read where they are asked for.
 * `quotas` count what people do; without them nothing is limited.
 * `demo`: the demo's people, whose password is published, may be who they say. Where it is false they are nobody.
 */
export type House = {
  readonly sql: Pool;
  readonly mail: Mailer | null;
  readonly publicUrl: string | null;
  readonly demo: boolean;
  readonly heavy?: HeavyReads;
  readonly quotas?: Quotas;
};

/**
 * Where the process leaves its house for the bundled web code: the bundle holds its own copy of every package, so things with
 * identity (the pool) cross on globalThis.
 */
const houseKey = Symbol.for('samskriv.house');

/** A house as requests see it that come straight from this machine, and as all others do: only `demo` differs. */
type Hosted = { readonly here: House; readonly elsewhere: House };

/** Leaves the house where `hostedHouse` finds it; called once by the process. */
export function hostHouse(here: House, elsewhere: House = here): void {
  Reflect.set(globalThis, houseKey, { here, elsewhere } satisfies Hosted);
}

/**
 * The house this process was started with, for a request that came straight from this machine or (`here` false) from
 * elsewhere. Throws RangeError when nobody has left one.
 */
export function hostedHouse(here: boolean): House {
  const hosted: unknown = Reflect.get(globalThis, houseKey);
  if (hosted === undefined) throw new RangeError('No house has been handed over: hostHouse was not called in this process');
  return (hosted as Hosted)[here ? 'here' : 'elsewhere'];
}
