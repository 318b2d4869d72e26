/** What may be so much work that it is done in a thread of its own. */
export const heavyNames = ['comparison', 'moment', 'restoration', 'restoring', 'verification', 'paperText', 'versionText'] as const;
export type HeavyName = (typeof heavyNames)[number];

/**
 * Does heavy work elsewhere, one piece a person at a time. `busy`: this person has too much under way already, or everybody
 * together has. `too_heavy`: it took more time or memory than one read may.
 */
export type HeavyReads = {
  run(name: HeavyName, input: unknown, personId: string): Promise<unknown>;
  stop(): Promise<void>;
};
