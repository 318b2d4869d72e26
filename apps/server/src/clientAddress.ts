import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { isLoopback } from '@samskriv/commands';

/**
 * Whose request this is. X-Forwarded-For is anybody's to write, so it counts only as far as our own proxies have written it:
 * with `trustedProxies` of them, the entry that the outermost added, counted from the right. IPv6 addresses are cut to
 * their /64, which is one household's to use.
 */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((entry) => entry.trim());
  const told = trustedProxies > 0 ? forwarded.at(-trustedProxies) : undefined;
  return network(told !== undefined && isIP(told) !== 0 ? told : (request.socket.remoteAddress ?? ''));
}

/**
 * Whether a request came straight from this machine to this machine: the connection is local, the host it asks for is this
 * machine by a name that no other machine has (a page elsewhere can point a name of its own at 127.0.0.1), and no proxy says
 * that it passed it on. Some proxies say nothing, but those still speak HTTP/1.0 to us, as nginx does where it is not told.
 */
export function isStraightFromHere({ socket, headers, httpVersion }: IncomingMessage): boolean {
  const host = /^(\[[^\]]*\]|[^:]*)(?::\d+)?$/.exec(headers.host ?? '')?.[1] ?? '';
  const passedOn = Object.keys(headers).some((name) => name.startsWith('x-forwarded') || tellsOfProxy.has(name));
  return isLoopback(socket.remoteAddress ?? '') && isLoopback(host) && !passedOn && httpVersion !== '1.0';
}

const tellsOfProxy = new Set(['forwarded', 'via', 'x-real-ip', 'x-original-host', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip']);

/** The scheme the person's browser used. Only our own proxies are believed. */
export function clientScheme(request: IncomingMessage, trustedProxies: number): 'http' | 'https' {
  if (trustedProxies === 0) return 'http';
  const told = String(request.headers['x-forwarded-proto'] ?? '')
    .split(',')
    .at(-1);
  return told?.trim() === 'https' ? 'https' : 'http';
}

function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const end = tail === '' ? [] : tail.split(':');
    while (groups.length + end.length < 8) groups.push('0');
    groups.push(...end);
  }
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
