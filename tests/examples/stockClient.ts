import { schema, schemaVersion } from '@samskriv/document';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { initProseMirrorDoc, ySyncPlugin } from 'y-prosemirror';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

/** Where a program finds a paper: the server, the name of its document (`document` in `GET /api/papers/<id>`) and a bearer token. */
export type Place = { server: string; document: string; token: string; WebSocket?: typeof globalThis.WebSocket };

/**
 * A program's own editor on a paper, of stock parts: y-websocket brings the text, y-prosemirror shows it, in our schema. Naming
 * the schema says that this program knows every node there is; without it, edits that take away a section, or more than half of
 * a section's text, are refused. What is refused closes the socket with 4403 and the reason.
 */
export async function openStockEditor(
  mount: HTMLElement,
  { server, document, token, WebSocket }: Place,
): Promise<{ view: EditorView; close(): void }> {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`${server}/y-websocket`, document, doc, {
    params: { token, schema: String(schemaVersion) },
    disableBc: true,
    ...(WebSocket === undefined ? {} : { WebSocketPolyfill: WebSocket }),
  });
  // An editor that stands before the text is there would write an empty one.
  await new Promise<void>((resolve) => provider.on('sync', (is: boolean) => is && resolve()));
  const fragment = doc.getXmlFragment('default');
  const { doc: start, mapping } = initProseMirrorDoc(fragment, schema);
  const view = new EditorView(mount, { state: EditorState.create({ doc: start, plugins: [ySyncPlugin(fragment, { mapping })] }) });
  return {
    view,
    close() {
      view.destroy();
      provider.destroy();
      doc.destroy();
    },
  };
}
