import type { House } from '@samskriv/commands';

/** A path of this house as others reach it: on its public address where it has one, else on the one this page was asked for at. */
export function publicLink(house: House, url: URL, path: string): string {
  return new URL(path, house.publicUrl ?? url.origin).href;
}
