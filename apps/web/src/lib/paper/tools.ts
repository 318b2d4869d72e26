import type { EditorCommands, EditorStatus } from '@samskriv/editor';
import Bold from '@lucide/svelte/icons/bold';
import Italic from '@lucide/svelte/icons/italic';
import Link from '@lucide/svelte/icons/link';
import List from '@lucide/svelte/icons/list';
import ListIndentDecrease from '@lucide/svelte/icons/list-indent-decrease';
import ListIndentIncrease from '@lucide/svelte/icons/list-indent-increase';
import ListOrdered from '@lucide/svelte/icons/list-ordered';
import ListPlus from '@lucide/svelte/icons/list-plus';
import Redo2 from '@lucide/svelte/icons/redo-2';
import Undo2 from '@lucide/svelte/icons/undo-2';
import { m } from '#paraglide/messages.js';

/** A button in the toolbar. `pressed` is undefined for those that only do something. */
export type Tool = {
  readonly id: string;
  readonly name: string;
  readonly Icon: typeof Bold;
  /** In ProseMirror's notation, or null. */
  readonly keys: string | null;
  readonly pressed?: boolean;
  readonly enabled: boolean;
  /** The first of a group: a hairline stands before it. */
  readonly begins?: boolean;
  readonly run: () => void;
};

/** The tools as they stand for this status; `link` opens the question for an address. */
export function toolsFor(status: EditorStatus, commands: EditorCommands, link: () => void): Tool[] {
  const inText = status.block !== null && status.block !== 'title';
  const inBlocks = inText && !status.readOnly;
  return [
    {
      id: 'bold',
      name: m.paper_tool_bold(),
      Icon: Bold,
      keys: 'Mod-b',
      pressed: status.marks.strong,
      enabled: inBlocks,
      run: commands.toggleStrong,
    },
    {
      id: 'italic',
      name: m.paper_tool_italic(),
      Icon: Italic,
      keys: 'Mod-i',
      pressed: status.marks.em,
      enabled: inBlocks,
      run: commands.toggleEm,
    },
    { id: 'link', name: m.paper_tool_link(), Icon: Link, keys: 'Mod-k', pressed: status.marks.link !== null, enabled: inBlocks, run: link },
    {
      id: 'bullets',
      name: m.paper_tool_bullets(),
      Icon: List,
      keys: 'Mod-Shift-8',
      pressed: status.list === 'bullet',
      enabled: inBlocks,
      begins: true,
      run: () => commands.toggleList('bullet'),
    },
    {
      id: 'numbers',
      name: m.paper_tool_numbers(),
      Icon: ListOrdered,
      keys: 'Mod-Shift-7',
      pressed: status.list === 'ordered',
      enabled: inBlocks,
      run: () => commands.toggleList('ordered'),
    },
    {
      id: 'outdent',
      name: m.paper_tool_outdent(),
      Icon: ListIndentDecrease,
      keys: 'Shift-Tab',
      enabled: inBlocks && (status.list !== null || (status.point?.depth ?? 0) > 0),
      run: commands.lift,
    },
    {
      id: 'indent',
      name: m.paper_tool_indent(),
      Icon: ListIndentIncrease,
      keys: 'Tab',
      enabled: inBlocks && (status.list !== null || status.point !== null),
      run: commands.sink,
    },
    {
      id: 'point',
      name: m.paper_tool_point(),
      Icon: ListPlus,
      keys: null,
      enabled: inBlocks && status.point !== null,
      run: commands.addPoint,
    },
    { id: 'undo', name: m.paper_tool_undo(), Icon: Undo2, keys: 'Mod-z', enabled: status.canUndo, begins: true, run: commands.undo },
    { id: 'redo', name: m.paper_tool_redo(), Icon: Redo2, keys: 'Mod-Shift-z', enabled: status.canRedo, run: commands.redo },
  ];
}
