// The rival of the HTTP benchmark: Fastify with nothing behind it, on the same requests, with answers of the same size.
import fastify from 'fastify';

const server = fastify();
const answer = {
  sessionId: '019ab2f3-2c51-7a10-8b6e-0d6f1a2b3c4d',
  product: 'remote-support-v5',
  agentId: '019ab2f3-2c51-7a10-8b6e-0d6f1a2b3c4e',
  seatType: 'concurrent',
  phase: 'waiting',
  supportKey: '123456789',
  startedAt: '2026-11-24T09:00:00.000Z',
  lease: { expiresAt: '2026-11-24T09:02:00.000Z', renewEverySeconds: 30 },
  position: '123456',
};
server.post('/v1/sessions', async (request, reply) =>
  reply.code(201).send({ ...answer, agentId: request.body.agentId }),
);
server.post('/v1/sessions/:id/end', async () => ({ position: '123457' }));
await server.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
console.log('ready');
