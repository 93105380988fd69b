import { DENIAL_WINDOW_SECONDS, type SeatDenialEvent, seatDenial } from '../../../src/domain/seat-pool/seat-denial.ts';
import { FACTS, givenFor, recorded } from '../given.ts';

const given = givenFor(seatDenial);

const denial = (agentId: string, at: string, count = 1): SeatDenialEvent['data'] => ({
  agentId,
  capacity: 1,
  occupants: ['ann'],
  queued: 0,
  count,
  firstAt: at,
  lastAt: at,
});
const denied = (agentId: string, at: string, count?: number) =>
  recorded<SeatDenialEvent>(
    { type: 'SeatDenied', data: denial(agentId, at, count) },
    { ...FACTS, occurredAt: at, actor: { kind: 'user', id: agentId } },
  );
const record = (agentId: string, at: string, count?: number) =>
  ({ type: 'RecordDenial', data: { at, denial: denial(agentId, at, count) } }) as const;
const fact = (agentId: string, at: string, count?: number): SeatDenialEvent => ({
  type: 'SeatDenied',
  data: denial(agentId, at, count),
});

const NINE = '2026-01-05T09:00:00.000Z';
const ALMOST_A_MINUTE_LATER = '2026-01-05T09:00:59.999Z';
const A_MINUTE_LATER = '2026-01-05T09:01:00.000Z';

describe('denials', () => {
  it('O6 a denial is a fact, with who held the seats', () => {
    expect(DENIAL_WINDOW_SECONDS).toBe(60);
    given()
      .when(record('bob', NINE, 3))
      .then(fact('bob', NINE, 3));
  });

  it('O6 folds an agent’s denials within a minute into one record', () => {
    given(denied('bob', NINE)).when(record('bob', ALMOST_A_MINUTE_LATER)).thenNothing();
    given(denied('bob', NINE)).when(record('bob', A_MINUTE_LATER)).thenEachTime(fact('bob', A_MINUTE_LATER));
  });

  it('O6 records each agent for themselves', () =>
    given(denied('bob', NINE)).when(record('cat', NINE)).then(fact('cat', NINE)));

  it('O6 forgets agents whose minute has passed, and keeps the others', () => {
    const facts = [denied('ann', NINE), denied('bob', ALMOST_A_MINUTE_LATER), denied('cat', A_MINUTE_LATER)];
    const remembered = (more: typeof facts) => [
      ...given(...facts, ...more)
        .state()
        .recordedMs.keys(),
    ];
    expect(remembered([])).toEqual(['bob', 'cat']);
    expect(remembered([denied('bob', A_MINUTE_LATER)])).toEqual(['cat', 'bob']);
  });
});
