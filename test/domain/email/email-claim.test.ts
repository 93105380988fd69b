import { type EmailClaimEvent, emailClaim } from '../../../src/domain/email/email-claim.ts';
import { givenFor } from '../given.ts';

const given = givenFor(emailClaim);
const claimed = (userId: string): EmailClaimEvent => ({ type: 'EmailClaimed', data: { userId } });
const released: EmailClaimEvent = { type: 'EmailReleased', data: { userId: 'ann' } };
const claim = (userId: string) => ({ type: 'ClaimEmail', data: { userId } }) as const;
const release = (userId: string) => ({ type: 'ReleaseEmail', data: { userId } }) as const;

describe('an e-mail address', () => {
  it('U4 belongs to one user of the account', () => {
    given().when(claim('ann')).then(claimed('ann'));
    given(claimed('ann'))
      .when(claim('bob'))
      .thenRefused('EMAIL_TAKEN', { detail: 'Another user of the account has this e-mail address.' });
  });

  it('U4 is free again once released', () => {
    given(claimed('ann')).when(release('ann')).then(released);
    given(claimed('ann'), released).when(claim('bob')).then(claimed('bob'));
  });

  it('U4 stays with its owner when a former one releases it late', () => {
    given(claimed('ann'), released, claimed('bob')).when(release('ann')).thenNothing();
    given().when(release('ann')).thenNothing();
  });

  it('passes over newer facts', () =>
    expect(given(claimed('ann'), { type: 'EmailVerified', data: {} } as never).state()).toEqual({ userId: 'ann' }));
});
