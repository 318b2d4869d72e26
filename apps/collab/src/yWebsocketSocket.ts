import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { WebSocket } from 'ws';
import { Message } from './messages.ts';
import { frameOf, OutSocket } from './outSocket.ts';

/**
 * The door for stock y-websocket clients: the same frames without the document name in front, without acknowledgements
 * and without a message for sign-in. A client that may not enter, or whose edit is refused, is closed with 4403; the close
 * says why (`NotTaken`).
 */
export class YWebsocketSocket extends OutSocket {
  readonly #name: string;
  #reason = 'refused';

  constructor(ws: WebSocket, name: string) {
    super(ws);
    this.#name = name;
  }

  /** Puts a client's frame into the form that Hocuspocus reads. */
  inward(frame: Uint8Array): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, this.#name);
    encoding.writeUint8Array(encoder, frame);
    return encoding.toUint8Array(encoder);
  }

  /** The sign-in that a stock client does not send; its token came in the address. */
  signIn(token: string): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, Message.auth);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, token);
    return this.inward(encoding.toUint8Array(encoder));
  }

  override send(message: Uint8Array): void {
    const decoder = decoding.createDecoder(message);
    decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    const rest = message.subarray(decoder.pos);
    if (type === Message.auth && rest[0] === 1) this.close(4403, 'permission denied');
    else if (type === Message.stateless) this.#reason = reasonIn(rest) ?? this.#reason;
    else if (type === Message.syncStatus && rest[0] === 0) this.close(4403, this.#reason);
    else if (type === Message.close) this.close(4403, 'closed');
    else if (type === Message.sync || type === Message.syncReply) this.#pass(Message.sync, rest);
    else if (type === Message.awareness || type === Message.queryAwareness) this.#pass(type, rest);
  }

  protected override outward(message: Uint8Array): Uint8Array {
    const decoder = decoding.createDecoder(message);
    decoding.readVarString(decoder);
    return message.subarray(decoder.pos);
  }

  #pass(type: number, rest: Uint8Array): void {
    const bytes = new Uint8Array(rest.length + 1);
    bytes[0] = type;
    bytes.set(rest, 1);
    this.write(frameOf(bytes));
  }
}

/** Why an edit is refused, in a message that a stock client would not hear; null in any other. */
function reasonIn(message: Uint8Array): string | null {
  const said: unknown = JSON.parse(decoding.readVarString(decoding.createDecoder(message)));
  return typeof said === 'object' && said !== null && 'type' in said && said.type === 'refused' && 'reason' in said
    ? String(said.reason)
    : null;
}
