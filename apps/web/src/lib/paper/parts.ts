// What the page fetches once it stands: everything that needs Yjs, ProseMirror or a click.
export { default as AsideSheet } from './AsideSheet.svelte';
export { default as LeaveSheet } from './LeaveSheet.svelte';
export { default as LinkSheet } from './LinkSheet.svelte';
export { Room } from './room.svelte.ts';
export { default as Toolbar } from './Toolbar.svelte';
