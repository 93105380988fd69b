import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export type Exchange = { method: string; path: string; body?: string };

/** What a connection asks next, given the last answer (status 0 before the first); `null` when it has done its share. */
export type Script = (status: number, body: string) => Exchange | null | Promise<Exchange | null>;

/** More at once overflow what the kernel keeps for a server to accept; their first requests then come seconds late. */
const CONNECT_AT_ONCE = 200;

/**
 * Keep-alive connections that each send a request, wait for its answer, and send the next. On bare sockets, so that on two
 * cores the client costs less than either server it compares.
 */
export async function drive(port: number, headers: string, scripts: readonly Script[]): Promise<void> {
  const sockets: Socket[] = [];
  while (sockets.length < scripts.length) {
    const count = Math.min(CONNECT_AT_ONCE, scripts.length - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length: count }, () => connected(port)))));
  }
  await Promise.all(scripts.map((script, index) => converse(sockets[index]!, headers, script)));
}

async function connected(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket;
}

function converse(socket: Socket, headers: string, script: Script): Promise<void> {
  return new Promise((resolve, reject) => {
    let received = '';
    const ask = (exchange: Exchange | null) => {
      if (exchange) return send(socket, headers, exchange);
      socket.end();
      resolve();
    };
    const next = (status: number, body: string) => {
      const exchange = script(status, body);
      if (exchange instanceof Promise) exchange.then(ask, reject);
      else ask(exchange);
    };
    socket.on('error', reject);
    socket.on('close', () => resolve());
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const answer = parse(received);
      if (answer === null) return;
      received = received.slice(answer.length);
      next(answer.status, answer.body);
    });
    next(0, '');
  });
}

function send(socket: Socket, headers: string, { method, path, body = '' }: Exchange): void {
  const type = body === '' ? '' : 'content-type: application/json\r\n';
  const length = `content-length: ${Buffer.byteLength(body)}\r\n`;
  socket.write(`${method} ${path} HTTP/1.1\r\nhost: localhost\r\n${headers}${type}${length}\r\n${body}`);
}

function parse(text: string): { status: number; body: string; length: number } | null {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const at = text.search(/content-length: /i);
  const bodyLength = Number.parseInt(text.slice(at + 'content-length: '.length), 10);
  const length = headEnd + 4 + bodyLength;
  if (text.length < length) return null;
  return { status: Number(text.slice(9, 12)), body: text.slice(headEnd + 4, length), length };
}
