import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { problemOf } from '../problem.ts';

type ClientError = Error & { code?: string };

/** What HTTP itself has a status for; anything else that can't be read is a bad request. */
const STATUS: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Answers what never became a request, such as a broken request line: with a problem, as everything else. */
export function answerClientError(error: ClientError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(responseTo(error));
  socket.destroy(error);
}

function responseTo({ code = '' }: ClientError): string {
  const status = STATUS[code] ?? 400;
  const { problem } = problemOf({ statusCode: 400 });
  const body = JSON.stringify({ ...problem, status, title: status === 400 ? problem.title : STATUS_CODES[status] });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
