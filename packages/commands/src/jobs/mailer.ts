import { createTransport } from 'nodemailer';
import type { Mailer } from '../house.ts';

/**
 * A mailer that hands letters to the SMTP server at `smtpUrl` (`smtp://user:password@host:587`; `smtps://` for TLS from the
 * start). The sender is `from` in the address's query (`?from=samskriv@example.org`), else its user where that is a mail
 * address, else no-reply at the host of `publicUrl`. Nothing connects before the first letter.
 */
export function createMailer({ smtpUrl, publicUrl }: { smtpUrl: string; publicUrl: string }): Mailer {
  const url = new URL(smtpUrl);
  const user = decodeURIComponent(url.username);
  const from = url.searchParams.get('from') ?? (user.includes('@') ? user : `no-reply@${new URL(publicUrl).hostname}`);
  const seconds = 1000;
  const transport = createTransport({
    host: url.hostname,
    port: url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : Number(url.port),
    secure: url.protocol === 'smtps:',
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
      await transport.sendMail({
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
      });
    },
  };
}
