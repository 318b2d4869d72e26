import {
  addMaterial,
  changeMaterial,
  changePack,
  listMaterial,
  makePack,
  mostFileBytes,
  removeMaterial,
  removePack,
  seeMaterial,
  sharePack,
  tooLargeFile,
  widenMaterial,
  type NewMaterial,
} from '@samskriv/commands';
import { isRefusal, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '@samskriv/commands';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { onVersion, optional, refused, text } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm, signedInUpload } from '#lib/server/guard.ts';
import { tell, type ToldCode } from '#lib/server/told.ts';
import { uploadTurn } from '#lib/server/uploadTurns.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const groupId = event.params.id;
  const shelf = orError(await listMaterial(house, actor, { groupId }));
  await seeMaterial(house, actor, { groupId });
  const query = event.url.searchParams.get('q')?.trim() ?? '';
  const found = (words: string) => words.toLocaleLowerCase('da').includes(query.toLocaleLowerCase('da'));
  const items = <Item extends { title: string; note: string; file: { name: string } | null }>(all: Item[]) =>
    all.filter(({ title, note, file }) => found(`${title} ${note} ${file?.name ?? ''}`));
  return {
    group: shelf.group,
    packs: shelf.packs
      .map((pack) => ({ ...pack, items: found(`${pack.title} ${pack.summary}`) ? pack.items : items(pack.items) }))
      .filter(({ title, summary, items }) => items.length > 0 || found(`${title} ${summary}`)),
    items: items(shelf.items),
    // Said once it is nearly full, to those who add.
    room: shelf.may.add && shelf.room.used > 0.8 * shelf.room.most ? shelf.room : null,
    may: shelf.may,
    query,
    mostBytes: mostFileBytes,
    now: new Date(),
  };
};

type Done = object | Refusal;
type Act = (house: House, actor: Actor, form: FormData, groupId: string) => Promise<Done>;

/** An action that does one thing, says so, and comes back to the page. */
function act(name: string, code: ToldCode, run: Act) {
  return async (event: RequestEvent<{ id: string }>) => {
    const { house, actor, form } = await signedInForm(event);
    return ended(event, name, code, form, await run(house, actor, form, event.params.id));
  };
}

function ended(event: RequestEvent<{ id: string }>, name: string, code: ToldCode, form: FormData, outcome: Done) {
  if (isRefusal(outcome)) return refused(name, outcome, form);
  tell(event, code);
  redirect(303, `/groups/${event.params.id}/material`);
}

const added = (form: FormData, groupId: string, kind: 'file' | 'link' | 'note'): NewMaterial => ({
  groupId,
  kind,
  packId: optional(form, 'key'),
  title: optional(form, 'title'),
  note: text(form, 'note'),
  address: optional(form, 'address'),
});

export const actions: Actions = {
  addFile: async (event) => {
    const stored = await uploadTurn(async () => {
      const { house, actor, form } = await signedInUpload(event);
      if (form === null) return { form: new FormData(), outcome: tooLargeFile() };
      const sent = form.get('file');
      const file = sent instanceof File && sent.name !== '' ? { name: sent.name, content: new Uint8Array(await sent.arrayBuffer()) } : null;
      return { form, outcome: await addMaterial(house, actor, { ...added(form, event.params.id, 'file'), file }) };
    });
    if (isRefusal(stored)) return refused('addFile', stored, new FormData());
    return ended(event, 'addFile', 'material_added', stored.form, stored.outcome);
  },
  addLink: act('addLink', 'material_added', (house, actor, form, id) => addMaterial(house, actor, added(form, id, 'link'))),
  addNote: act('addNote', 'material_added', (house, actor, form, id) => addMaterial(house, actor, added(form, id, 'note'))),
  change: act('change', 'saved', (house, actor, form) =>
    onVersion(form, (version) =>
      changeMaterial(house, actor, {
        materialId: text(form, 'materialId'),
        version,
        title: text(form, 'title'),
        note: text(form, 'note'),
        address: optional(form, 'address'),
      }),
    ),
  ),
  widen: act('widen', 'saved', (house, actor, form) =>
    widenMaterial(house, actor, { materialId: text(form, 'materialId'), topic: optional(form, 'topic') }),
  ),
  remove: act('remove', 'material_removed', (house, actor, form) => removeMaterial(house, actor, { materialId: text(form, 'materialId') })),
  makePack: act('makePack', 'saved', (house, actor, form, groupId) =>
    makePack(house, actor, { groupId, title: text(form, 'title'), summary: text(form, 'summary') }),
  ),
  changePack: act('changePack', 'saved', (house, actor, form) =>
    onVersion(form, (version) =>
      changePack(house, actor, { packId: text(form, 'key'), version, title: text(form, 'title'), summary: text(form, 'summary') }),
    ),
  ),
  sharePack: act('sharePack', 'pack_shared', (house, actor, form) => sharePack(house, actor, { packId: text(form, 'key') })),
  removePack: act('removePack', 'material_removed', (house, actor, form) => removePack(house, actor, { packId: text(form, 'key') })),
};
