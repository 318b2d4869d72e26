import { countNotices, hostedHouse, readsKnowledge, seeDemo } from '@samskriv/commands';
import { takeTold } from '#lib/server/told.ts';
import type { LayoutServerLoad } from './$types';

/** Who is here, how they want to see it, and what the last page left to be said: on every page, the error pages too. */
export const load: LayoutServerLoad = async ({ cookies, locals: { person, actor, theme, locale, house } }) => ({
  me: person && { ...person, readsKnowledge: actor !== null && (await readsKnowledge(house, actor)) },
  theme,
  locale,
  // A demo that others reach says so on every page; on one's own machine the sign-in page says enough.
  publicDemo: hostedHouse(false).demo && (await seeDemo(house)) === 'open',
  told: takeTold(cookies),
  notices: actor === null ? null : await countNotices(house, actor),
});
