import { createTransport } from 'nodemailer';
import type { Mailer } from '../house.ts';
import { isLoopback } from '../publicAddress.ts';

/**
 * A mailer that hands letters to the SMTP server at `smtpUrl` (`smtp://user:password@host:587`; `smtps://` for TLS from the
 * start). By `smtp://` TLS is asked for before anything of anybody's is said (STARTTLS), and a server without it gets no letter,
 * unless the query says `tls=optional`; a server on this machine that wants no password may do without. The sender is `from` in the address's query (`?from=samskriv@example.org`), else its user where that is a mail
 * address, else no-reply at the host of `publicUrl`. Nothing connects before the first letter.
 */
export function createMailer({ smtpUrl, publicUrl }: { smtpUrl: string; publicUrl: string }): Mailer {
  const url = new URL(smtpUrl);
  const user = decodeURIComponent(url.username);
  const from = url.searchParams.get('from') ?? (user.includes('@') ? user : `no-reply@${new URL(publicUrl).hostname}`);
  const seconds = 1000;
  const needsTls = url.protocol === 'smtp:' && !(url.searchParams.get('tls') === 'optional' || (user === '' && isLoopback(url.hostname)));
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : Number(url.port),
    secure: url.protocol === 'smtps:',
    requireTLS: needsTls,
    // Where plain words would do, a certificate that nobody has signed is still better than they.
    ...(url.protocol === 'smtp:' && !needsTls ? { tls: { rejectUnauthorized: false } } : {}),
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    connectionTimeout: 15 * seconds,
    greetingTimeout: 15 * seconds,
    socketTimeout: 30 * seconds,
    // A letter is only the words we gave: nothing is fetched or read from disk for it.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ to, subject, text, html, stopAddress, calendar }) => {
      const letter = {
        from: { name: 'Samskriv', address: from },
        to: { name: '', address: to },
        subject,
        text,
        html,
        ...(calendar === undefined ? {} : { icalEvent: { method: calendar.method, filename: 'meeting.ics', content: calendar.text } }),
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(stopAddress === undefined
            ? {}
            : { 'List-Unsubscribe': `<${stopAddress}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
        },
      };
      await transport.sendMail(letter).catch((error: unknown) => {
        throw needsTls && error instanceof Error ? (withoutTls(error, url.host) ?? error) : error;
      });
    },
  };
}

/** What to tell whoever runs the house when a mail server does not encrypt as SMTP_URL asks; null when it is something else. */
function withoutTls(error: Error, host: string): Error | null {
  if (/STARTTLS/.test(error.message))
    return new Error(`${host} offers no TLS, so no letter was handed over: set SMTP_URL to smtps://, or add ?tls=optional`, {
      cause: error,
    });
  if (!('code' in error) || error.code !== 'ETLS') return null;
  return new Error(`TLS with ${host} failed, so no letter was handed over: ${error.message}`, { cause: error });
}
