import {
  addMaterial,
  changeMaterial,
  changePack,
  listKnowledge,
  listMaterial,
  makePack,
  openFile,
  removeMaterial,
  removePack,
  sharePack,
  widenMaterial,
  type MaterialView,
} from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { z } from 'zod';
import { asDone } from './asDone.ts';
import { operation } from './operation.ts';
import * as shapes from './shapes.ts';
import { whole } from './shapes.ts';

const topic = z.enum(['home', 'abroad', 'practice']);
const moment = z.iso.datetime();
const person = z.object({ id: z.uuid(), name: z.string() });

const material = z.object({
  id: z.uuid(),
  group: z.object({ id: z.uuid(), title: z.string() }),
  packId: z.uuid().nullable(),
  kind: z.enum(['file', 'link', 'note']),
  title: z.string(),
  note: z.string(),
  address: z.string().nullable(),
  file: z.object({ name: z.string(), type: z.string(), bytes: z.int() }).nullable(),
  topic: topic.nullable(),
  version: z.int(),
  madeBy: person,
  madeAt: moment,
  widelyAt: moment.nullable().describe('When it was shared with all members of the partnership'),
});

const pack = z.object({
  id: z.uuid(),
  title: z.string(),
  summary: z.string(),
  state: z.enum(['draft', 'shared']),
  version: z.int(),
  madeBy: person,
  sharedAt: moment.nullable(),
  items: z.array(material),
});

export const listGroupMaterial = operation({
  method: 'GET',
  path: '/api/groups/{id}/material',
  summary: 'What a group has gathered: packs with their items, and what stands by itself',
  output: z.object({ packs: z.array(pack), items: z.array(material) }),
  run: async ({ house, actor, params }) => {
    const shelf = await listMaterial(house, actor, { groupId: params.id ?? '' });
    if (isRefusal(shelf)) return shelf;
    return {
      items: shelf.items.map(asMaterial),
      packs: shelf.packs.map(({ id, title, summary, state, version, madeBy, sharedAt, items }) => ({
        id,
        title,
        summary,
        state,
        version,
        madeBy,
        sharedAt: sharedAt?.toISOString() ?? null,
        items: items.map(asMaterial),
      })),
    };
  },
});

export const addGroupMaterial = operation({
  method: 'POST',
  path: '/api/groups/{id}/material',
  summary: 'Add a link or a note; an address is kept and never fetched',
  status: 201,
  input: z.strictObject({
    kind: z.enum(['link', 'note']),
    title: z.string(),
    note: z.string().optional(),
    address: z.string().nullable().optional(),
    packId: z.string().nullable().optional(),
  }),
  output: shapes.done,
  refusals: ['forbidden', 'required', 'too_long', 'invalid_address'],
  run: async ({ house, actor, params, input: { kind, title, note = '', address = null, packId = null } }) =>
    asDone(await addMaterial(house, actor, { groupId: params.id ?? '', kind, title, note, address, packId })),
});

export const addGroupFile = operation({
  method: 'POST',
  path: '/api/groups/{id}/files',
  summary: 'Add a file of at most 25 MB, sent as it is; its type is taken from its content (office files, PDF, pictures, plain text)',
  status: 201,
  upload: true,
  query: z.strictObject({ name: z.string(), title: z.string().optional(), note: z.string().optional(), packId: z.string().optional() }),
  output: shapes.done,
  refusals: ['forbidden', 'too_large', 'no_room', 'empty_file', 'wrong_file_type', 'too_long', 'too_many_uploads'],
  run: async ({ house, actor, params, input, query: { name, title = null, note = '', packId = null } }) => {
    const file = { name, content: input as unknown as Uint8Array };
    return asDone(await addMaterial(house, actor, { groupId: params.id ?? '', kind: 'file', title, note, packId, file }));
  },
});

export const changeOneMaterial = operation({
  method: 'PATCH',
  path: '/api/material/{id}',
  summary: 'Change what is written about a material (who added it, the chair or the secretariat)',
  input: z.strictObject({ version: whole, title: z.string(), note: z.string().optional(), address: z.string().nullable().optional() }),
  output: shapes.done,
  refusals: ['forbidden', 'required', 'too_long', 'invalid_address', 'changed_meanwhile'],
  run: async ({ house, actor, params, input: { version, title, note = '', address = null } }) =>
    asDone(await changeMaterial(house, actor, { materialId: params.id ?? '', version, title, note, address })),
});

export const removeOneMaterial = operation({
  method: 'DELETE',
  path: '/api/material/{id}',
  summary: 'Remove a material (who added it, the chair or the secretariat)',
  output: shapes.done,
  refusals: ['forbidden'],
  run: async ({ house, actor, params }) => asDone(await removeMaterial(house, actor, { materialId: params.id ?? '' })),
});

export const shareOneMaterial = operation({
  method: 'PUT',
  path: '/api/material/{id}/topic',
  summary: 'Share a material with all members of the partnership under a topic; null takes it back to the group',
  input: z.strictObject({ topic: topic.nullable() }),
  output: shapes.done,
  refusals: ['forbidden'],
  run: async ({ house, actor, params, input }) =>
    asDone(await widenMaterial(house, actor, { materialId: params.id ?? '', topic: input.topic })),
});

export const readOneFile = operation({
  method: 'GET',
  path: '/api/material/{id}/file',
  summary: 'The file of a material',
  file: true,
  output: z.string(),
  run: ({ house, actor, params }) => openFile(house, actor, { materialId: params.id ?? '' }),
});

export const makeOnePack = operation({
  method: 'POST',
  path: '/api/groups/{id}/packs',
  summary: 'Begin a pack of material, a draft until it is shared (the chair or the secretariat)',
  status: 201,
  input: z.strictObject({ title: z.string(), summary: z.string().optional() }),
  output: shapes.done,
  refusals: ['forbidden', 'required', 'too_long'],
  run: async ({ house, actor, params, input: { title, summary = '' } }) =>
    asDone(await makePack(house, actor, { groupId: params.id ?? '', title, summary })),
});

export const changeOnePack = operation({
  method: 'PATCH',
  path: '/api/packs/{id}',
  summary: 'Change a pack (the chair or the secretariat)',
  input: z.strictObject({ version: whole, title: z.string(), summary: z.string().optional() }),
  output: shapes.done,
  refusals: ['forbidden', 'required', 'too_long', 'changed_meanwhile'],
  run: async ({ house, actor, params, input: { version, title, summary = '' } }) =>
    asDone(await changePack(house, actor, { packId: params.id ?? '', version, title, summary })),
});

export const shareOnePack = operation({
  method: 'POST',
  path: '/api/packs/{id}/sharing',
  summary: 'Show a pack to its group; everybody in it is told (the chair or the secretariat)',
  input: z.strictObject({}),
  output: shapes.done,
  refusals: ['forbidden', 'pack_shared'],
  run: async ({ house, actor, params }) => asDone(await sharePack(house, actor, { packId: params.id ?? '' })),
});

export const removeOnePack = operation({
  method: 'DELETE',
  path: '/api/packs/{id}',
  summary: 'Remove a pack with all that lies in it (the chair or the secretariat)',
  output: shapes.done,
  refusals: ['forbidden'],
  run: async ({ house, actor, params }) => asDone(await removePack(house, actor, { packId: params.id ?? '' })),
});

export const listSharedKnowledge = operation({
  method: 'GET',
  path: '/api/knowledge',
  summary: 'What groups have shared with all members of the partnership',
  query: z.strictObject({ topic: topic.optional() }),
  output: z.array(material),
  refusals: ['forbidden'],
  run: async ({ house, actor, query }) => {
    const all = await listKnowledge(house, actor, { topic: query.topic ?? null });
    return isRefusal(all) ? all : all.map(asMaterial);
  },
});

function asMaterial({ file, madeAt, widelyAt, may: _, ...rest }: MaterialView): z.input<typeof material> {
  return {
    ...rest,
    file: file && { name: file.name, type: file.type, bytes: file.bytes },
    madeAt: madeAt.toISOString(),
    widelyAt: widelyAt?.toISOString() ?? null,
  };
}
