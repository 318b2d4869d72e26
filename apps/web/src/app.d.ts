import type { House, Person } from '@samskriv/commands';
import type { Actor, RefusalCode } from '@samskriv/process';

declare global {
  namespace App {
    interface Error {
      status: number;
      message: string;
      /** Why not, where it is one of the expected reasons. */
      code?: RefusalCode | 'offline';
      /** The field it concerns, where it concerns one. */
      field?: string;
      /** What the log calls this error. */
      logId?: string;
      /** A form that was sent after the session had ended: everything typed, to be sent again. */
      unsent?: { action: string; fields: [string, string][] };
    }

    interface Locals {
      house: House;
      actor: Actor | null;
      person: Person | null;
      /** The hash that the database knows this session or token by. */
      sessionId: string | null;
      locale: 'da' | 'en';
      theme: 'light' | 'dark' | null;
    }
  }
}
