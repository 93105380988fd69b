import { account } from '../../../src/domain/account/account.decide.ts';
import type { AccountEvent } from '../../../src/domain/account/account.ts';
import { givenFor } from '../given.ts';

const given = givenFor(account);
const opened: AccountEvent = { type: 'AccountOpened', data: { name: 'Acme' } };
const changed = (data: Extract<AccountEvent, { type: 'AccountSettingsChanged' }>['data']): AccountEvent => ({
  type: 'AccountSettingsChanged',
  data,
});
const change = (data: Extract<AccountEvent, { type: 'AccountSettingsChanged' }>['data']) =>
  ({ type: 'ChangeAccountSettings', data }) as const;

describe('an account', () => {
  it('opens once', () => {
    given()
      .when({ type: 'OpenAccount', data: { name: ' Acme ' } })
      .then(opened);
    given(opened)
      .when({ type: 'OpenAccount', data: { name: 'Another' } })
      .thenNothing();
    given()
      .when({ type: 'OpenAccount', data: { name: '' } })
      .thenRefused('VALIDATION_FAILED', { errors: [{ pointer: '/name', message: 'must not be empty' }] });
  });

  it('S5 has one billing contact', () => {
    given(opened)
      .when({ type: 'ChangeBillingContact', data: { userId: 'ada' } })
      .then({ type: 'BillingContactChanged', data: { userId: 'ada' } });
    const state = given(opened, { type: 'BillingContactChanged', data: { userId: 'ada' } }).state();
    expect(state.billingContact).toBe('ada');
  });

  it('changes nothing before it is open', () => {
    const unknown = { detail: 'There is no such account.' };
    given()
      .when({ type: 'ChangeBillingContact', data: { userId: 'ada' } })
      .thenRefused('NOT_FOUND', unknown);
    given()
      .when(change({ name: 'Acme' }))
      .thenRefused('NOT_FOUND', unknown);
  });
});

describe('account settings', () => {
  it('U1, L1, O3 says only what changed, product by product', () => {
    given(opened)
      .when(
        change({ name: 'Acme', inactiveAfterDays: 60, leaseSeconds: { a: 90, b: 120 }, unjoinedMinutes: { a: 30 } }),
      )
      .then(
        changed({
          inactiveAfterDays: 60,
          leaseSeconds: { a: 90, b: 120 },
          unjoinedMinutes: { a: 30 },
          before: { inactiveAfterDays: 30, leaseSeconds: {}, unjoinedMinutes: {} },
        }),
      );
    given(opened, changed({ leaseSeconds: { a: 90, b: 120 } }))
      .when(change({ name: ' Acme Ltd', inactiveAfterDays: 30, leaseSeconds: { a: 90, b: 60 } }))
      .then(
        changed({
          name: 'Acme Ltd',
          leaseSeconds: { b: 60 },
          before: { name: 'Acme', leaseSeconds: { b: 120 } },
        }),
      );
    given(opened).when(change({})).thenNothing();
  });

  it('keeps what is not named', () => {
    const facts = [
      changed({ name: 'A', leaseSeconds: { a: 90 }, unjoinedMinutes: { a: 5 } }),
      changed({ leaseSeconds: { b: 60 } }),
    ];
    expect(given(opened, ...facts).state()).toEqual({
      opened: true,
      name: 'A',
      billingContact: null,
      claimSeconds: 30,
      inactiveAfterDays: 30,
      leaseSeconds: { a: 90, b: 60 },
      unjoinedMinutes: { a: 5 },
    });
  });

  it('refuses what is out of range, each by its pointer', () => {
    const refusal = given(opened)
      .when(
        change({
          name: 'x'.repeat(129),
          inactiveAfterDays: 45 as never,
          claimSeconds: 9,
          leaseSeconds: { a: 9, b: 86_401, c: 60.5, d: 10, e: 86_400 },
          unjoinedMinutes: { a: 0, b: 1_441, c: 1, d: 1_440 },
        }),
      )
      .refusal();
    const lease = 'must be a whole number from 10 to 86400';
    const unjoined = 'must be a whole number from 1 to 1440';
    expect(refusal.details.errors).toEqual([
      { pointer: '/name', message: 'must be at most 128 characters' },
      { pointer: '/inactiveAfterDays', message: 'must be one of 30, 60, 90' },
      { pointer: '/claimSeconds', message: 'must be a whole number from 10 to 120' },
      { pointer: '/leaseSeconds/a', message: lease },
      { pointer: '/leaseSeconds/b', message: lease },
      { pointer: '/leaseSeconds/c', message: lease },
      { pointer: '/unjoinedMinutes/a', message: unjoined },
      { pointer: '/unjoinedMinutes/b', message: unjoined },
    ]);
  });

  it('passes over newer facts', () => {
    const newer = { type: 'SyncRulesChanged', data: { rules: [] } } as never;
    expect(given(opened, newer).state()).toEqual(given(opened).state());
  });
});
