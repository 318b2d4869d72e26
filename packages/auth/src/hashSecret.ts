import { createHash, randomBytes } from 'node:crypto';

/**
 * SHA-256 in hex of a secret the house itself drew (session, token, link). A plain hash is enough here: each has 200 or
 * more random bits, so there is nothing to guess. Passwords take another road (passwords.ts).
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A new secret: 43 characters of base64url, 256 random bits. */
export function drawSecret(): string {
  return randomBytes(32).toString('base64url');
}
