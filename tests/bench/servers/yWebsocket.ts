// The plain y-websocket server: @y/websocket-server's connection handler on the `ws` everybody here uses.
import { createServer } from 'node:http';
import { setupWSConnection } from '@y/websocket-server/utils';
import { WebSocketServer } from 'ws';

const server = createServer((_request, response) => response.end('ok'));
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
server.on('upgrade', (request, socket, head) => sockets.handleUpgrade(request, socket, head, (ws) => setupWSConnection(ws, request)));
server.listen(Number(process.env['PORT']), '127.0.0.1');
