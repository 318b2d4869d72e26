import { readTemplate, saveTemplate } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { acts } from '#lib/server/acts.ts';
import { onVersion } from '#lib/server/form.ts';
import { orError, signedIn } from '#lib/server/guard.ts';
import { leftOf, wayAfter } from '#lib/server/wayForm.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const { way, version } = orError(await readTemplate(house, actor));
  return { way, version, left: leftOf(way, event.locals.locale) };
};

export const actions: Actions = {
  way: acts('way', async ({ house, actor, form }) => {
    const template = await readTemplate(house, actor);
    if (isRefusal(template)) return template;
    const way = wayAfter(template.way, form);
    return 'refused' in way ? way : onVersion(form, (version) => saveTemplate(house, actor, { way, version }));
  }),
};
