import {
  evolve as evolveAccount,
  initial as initialAccount,
  type Account,
  type AccountEvent,
} from '../../domain/account/account.ts';
import {
  evolve as evolveService,
  initial as initialService,
  type ServiceAccount,
  type ServiceAccountEvent,
} from '../../domain/service-account/service-account.ts';
import {
  evolve as evolveGroup,
  initial as initialGroup,
  type UserGroup,
  type UserGroupEvent,
} from '../../domain/user-group/user-group.ts';
import { evolve as evolveUser, initial as initialUser, type User, type UserEvent } from '../../domain/user/user.ts';
import type { PastEvent } from '../history-log.ts';

/** A user, and the instants that lists show of them. Personal texts are sealed. */
export type PastUser = User & { addedAt: string; acceptedAt: string | null };

/** The states of a directory's streams by category: each is folded by the rules of its own stream. */
export type DirectoryState = { user: PastUser; userGroup: UserGroup; serviceAccount: ServiceAccount; account: Account };
export type DirectoryCategory = keyof DirectoryState;

type Fold<State> = { initial(): State; evolve(state: State, event: PastEvent): State };

export const FOLDS: { readonly [Category in DirectoryCategory]: Fold<DirectoryState[Category]> } = {
  user: {
    initial: () => ({ ...initialUser(), addedAt: '', acceptedAt: null }),
    evolve(user, event) {
      const { occurredAt } = event.metadata;
      const evolved = { ...user, ...evolveUser(user, event as PastEvent<UserEvent>) };
      if (event.type === 'UserAdded') evolved.addedAt = occurredAt;
      if (event.type === 'InvitationAccepted') evolved.acceptedAt = occurredAt;
      return evolved;
    },
  },
  userGroup: {
    initial: initialGroup,
    evolve: (group, event) => evolveGroup(group, event as PastEvent<UserGroupEvent>),
  },
  serviceAccount: {
    initial: initialService,
    evolve: (service, event) => evolveService(service, event as PastEvent<ServiceAccountEvent>),
  },
  account: {
    initial: initialAccount,
    evolve: (account, event) => evolveAccount(account, event as PastEvent<AccountEvent>),
  },
};

export const isDirectoryCategory = (category: string): category is DirectoryCategory => Object.hasOwn(FOLDS, category);

/** A sign-in changes nothing that a list shows but when it was: it is kept beside the states, for there is one a day. */
export const isSignIn = ({ type }: { type: string }): boolean => type === 'UserSignedIn';
