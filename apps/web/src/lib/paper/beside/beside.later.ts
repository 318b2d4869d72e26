// What the first meetings brought: fetched when it is asked for, with what it shows.
export { default as Beside } from './Beside.svelte';
