export { openHeavyReads, type HeavyLimits } from './pool.ts';
