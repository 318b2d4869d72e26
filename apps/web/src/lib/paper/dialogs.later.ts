// Dialogs that nothing depends on without a connection.
export { default as HelpSheet } from './HelpSheet.svelte';
export { default as LockDialog } from '#lib/versions/LockDialog.svelte';
