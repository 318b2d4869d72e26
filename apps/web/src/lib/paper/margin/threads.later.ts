// What is needed once a thread is opened, begun or looked for.
export { default as NewThread } from './NewThread.svelte';
export { default as ThreadCard } from './ThreadCard.svelte';
export { default as ThreadList } from './ThreadList.svelte';
