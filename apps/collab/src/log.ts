/** Where events go; pino's shape. Never links, tokens, cookies or text of papers. */
export type Log = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};
