// Generated from the served OpenAPI document by: UPDATE_SCHEMA=1 npx jest test/admin/schema

export interface paths {
    "/v1/me/seats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sign-in gate: what each assigned seat would answer now
         * @description For whoever is signed in; they see what is their own.
         */
        get: operations["Sessions.gate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Own open sessions; for services those of an agent, or all that they started
         * @description For whoever is signed in; they see what is their own.
         */
        get: operations["Sessions.list"];
        put?: never;
        /**
         * Start a session; refused while all shared seats are in use
         * @description For people who work with products, and for services with `act-for-agents`.
         */
        post: operations["Sessions.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/heartbeats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A sign of life from up to 1,000 sessions and as many places in line
         * @description For people who work with products, and for services with `act-for-agents`.
         */
        post: operations["Sessions.heartbeats"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One open session
         * @description For whoever is signed in; they see what is their own.
         */
        get: operations["Sessions.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A customer joined
         * @description For people who work with products, and for services with `act-for-agents`.
         */
        post: operations["Sessions.connect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A sign of life: renews the lease
         * @description For people who work with products, and for services with `act-for-agents`.
         */
        post: operations["Sessions.heartbeat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a session; one that has ended already is fine
         * @description For people who work with products, and for services with `act-for-agents`.
         */
        post: operations["Sessions.end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Up to 1,000 starts, connects and ends, each with a result of its own
         * @description For people who work with products, and for services with `act-for-agents`.
         */
        post: operations["SessionBatches.run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who waits for a shared seat, and for whom one is held; the first in line first
         * @description For roles with an Admin Center, and for services with one of its privileges; managers see their own groups.
         */
        get: operations["Queue.list"];
        put?: never;
        /**
         * Wait in line for a shared seat; who waits already is told their place
         * @description For people who work with products, and for services with `act-for-agents`.
         */
        post: operations["Queue.request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queue/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A place in line; to ask is a sign of life
         * @description For whoever is signed in; they see what is their own.
         */
        get: operations["Queue.get"];
        put?: never;
        post?: never;
        /**
         * Leave the line, or turn down the seat that is held; who has left already is fine
         * @description For people who work with products, and for services with `act-for-agents`.
         */
        delete: operations["Queue.withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queue/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a session on the seat that is held; a repeat finds the one that was started
         * @description For people who work with products, and for services with `act-for-agents`.
         */
        post: operations["Queue.claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shared-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open sessions on shared seats
         * @description For roles with an Admin Center, and for services with one of its privileges; managers see their own groups.
         */
        get: operations["SharedSessions.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shared-sessions/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open sessions on shared seats, as CSV
         * @description For roles with an Admin Center, and for services with one of its privileges; managers see their own groups.
         */
        get: operations["SharedSessions.export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shared-sessions/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Clear seats: each session is answered for; with graceSeconds agents are warned first
         * @description Needs `end-sessions`.
         */
        post: operations["SharedSessions.end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shared-sessions/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take warnings back before their deadline: the sessions go on; each is answered for
         * @description Needs `end-sessions`.
         */
        post: operations["SharedSessions.withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/open-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open sessions, on shared and on named seats
         * @description For roles with an Admin Center, and for services with one of its privileges; managers see their own groups.
         */
        get: operations["OpenSessions.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/open-sessions/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open sessions, on shared and on named seats, as CSV
         * @description For roles with an Admin Center, and for services with one of its privileges; managers see their own groups.
         */
        get: operations["OpenSessions.export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/open-sessions/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End sessions: each is answered for; with graceSeconds agents are warned first
         * @description Needs `end-sessions`.
         */
        post: operations["OpenSessions.end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/open-sessions/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take warnings back before their deadline; each session is answered for
         * @description Needs `end-sessions`.
         */
        post: operations["OpenSessions.withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with e-mail and password: an access token and the cookie of the Admin Center
         * @description For anybody: no sign-in is needed.
         */
        post: operations["Auth.signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/accept-invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose a password; the token works once
         * @description For anybody: no sign-in is needed.
         */
        post: operations["Auth.acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * OAuth 2.0 client credentials: an access token for a service account
         * @description For anybody: no sign-in is needed.
         */
        post: operations["Auth.token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends this sign-in: its cookie and its access tokens
         * @description For whoever is signed in; they see what is their own.
         */
        post: operations["Auth.signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose another password: every other sign-in of yours ends; a wrong current one is WRONG_PASSWORD
         * @description For people, about themselves; not for services.
         */
        post: operations["Auth.changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is asking, and what they may do
         * @description For whoever is signed in; they see what is their own.
         */
        get: operations["Auth.whoAmI"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change your own first or last name
         * @description For people, about themselves; not for services.
         */
        patch: operations["Auth.changeMe"];
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Users, by seat, type, group, status and words
         * @description For roles with an Admin Center, and for services with one of its privileges; managers see their own groups.
         */
        get: operations["Users.list"];
        put?: never;
        /**
         * Add a user
         * @description Needs `manage-users`.
         */
        post: operations["Users.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All users that the filters find, as CSV
         * @description For roles with an Admin Center, and for services with one of its privileges; managers see their own groups.
         */
        get: operations["Users.export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/filters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What users can be filtered by, with counts
         * @description For roles with an Admin Center, and for services with one of its privileges; managers see their own groups.
         */
        get: operations["Users.filters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One user; ETag is for If-Match
         * @description For roles with an Admin Center, and for services with one of its privileges; managers see their own groups.
         */
        get: operations["Users.get"];
        put?: never;
        post?: never;
        /**
         * Remove a user: frees their seats and ends their sessions
         * @description Needs `manage-users`.
         */
        delete: operations["Users.remove"];
        options?: never;
        head?: never;
        /**
         * Change names, e-mail, role, privileges or groups; what is not named stays
         * @description Needs `manage-users`.
         */
        patch: operations["Users.change"];
        trace?: never;
    };
    "/v1/users/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend: the user stays, signs in to nothing, holds no seat
         * @description Needs `manage-users`.
         */
        post: operations["Users.suspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/reactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a suspended user in again; seats have to be assigned anew
         * @description Needs `manage-users`.
         */
        post: operations["Users.reactivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the personal data of a deleted user unreadable for ever; counts and proofs stay true
         * @description Needs `manage-users`.
         */
        post: operations["Users.erase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite: a link that works once, for seven days; a new one voids the old
         * @description Needs `manage-users`.
         */
        post: operations["Users.invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/seats/{product}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Assign a seat; another type replaces the present one
         * @description Needs `manage-users` and `manage-seats`.
         */
        put: operations["Users.assignSeat"];
        post?: never;
        /**
         * Remove a seat; sessions on it end
         * @description Needs `manage-users` and `manage-seats`.
         */
        delete: operations["Users.removeSeat"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add the people of a pasted list (at most 1,000); each line is answered for
         * @description Needs `manage-users`.
         */
        post: operations["ManyUsers.import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/seats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give up to 10,000 users a seat, or take it away; dryRun tells what would happen
         * @description Needs `manage-users` and `manage-seats`.
         */
        post: operations["ManyUsers.changeSeats"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * User groups, with how many belong to each
         * @description For roles with an Admin Center, and for services with one of its privileges; managers see their own groups.
         */
        get: operations["Groups.list"];
        put?: never;
        /**
         * Create a group
         * @description Needs `manage-groups`.
         */
        post: operations["Groups.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All user groups, as CSV
         * @description For roles with an Admin Center, and for services with one of its privileges; managers see their own groups.
         */
        get: operations["Groups.export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a group; its members stay
         * @description Needs `manage-groups`.
         */
        delete: operations["Groups.remove"];
        options?: never;
        head?: never;
        /**
         * Rename a group
         * @description Needs `manage-groups`.
         */
        patch: operations["Groups.rename"];
        trace?: never;
    };
    "/v1/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Seats bought, assigned and in use, by product
         * @description For roles with an Admin Center, and for services with one of its privileges; managers see their own groups.
         */
        get: operations["Plan.plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan/{product}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change how many seats of a product there are; for the billing contact
         * @description For the billing contact.
         */
        put: operations["Plan.changePlan"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The account and its settings
         * @description For roles with an Admin Center, and for services with one of its privileges; managers see their own groups.
         */
        get: operations["Plan.account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change settings; what is not named stays
         * @description Needs `manage-settings`.
         */
        patch: operations["Plan.changeAccount"];
        trace?: never;
    };
    "/v1/account/billing-contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Hand the plan over to another user
         * @description For the billing contact and Super Admins.
         */
        put: operations["Plan.changeBillingContact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Service accounts
         * @description Needs `manage-settings`.
         */
        get: operations["ServiceAccounts.list"];
        put?: never;
        /**
         * Add a service account; its secret is shown this once
         * @description Needs `manage-settings`.
         */
        post: operations["ServiceAccounts.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a service account; its tokens stop at once
         * @description Needs `manage-settings`.
         */
        delete: operations["ServiceAccounts.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that changed, newest first, each in a sentence
         * @description Needs `read-audit`.
         */
        get: operations["Audit.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every entry that the filters find, newest first, as CSV or as one JSON object a line
         * @description Needs `read-audit`.
         */
        get: operations["Audit.export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/as-of": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole account as it stood at a moment
         * @description Needs `read-audit`.
         */
        get: operations["Past.asOf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was not the same at two moments: capacities, seats, sessions and people
         * @description Needs `read-audit`.
         */
        get: operations["Past.diff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/{position}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One entry: what caused it, up to the root, and what it caused; of a refusal, who held the seats
         * @description Needs `read-audit`.
         */
        get: operations["Histories.entry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to a user, newest first
         * @description Needs `read-audit`.
         */
        get: operations["Histories.user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to a session, newest first
         * @description Needs `read-audit`.
         */
        get: operations["Histories.session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan/{product}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changed a product's capacity and assignments, newest first
         * @description Needs `read-audit`.
         */
        get: operations["Histories.plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who cleared whose seat, why, and who got it next; as a page to print with Accept: text/html
         * @description Needs `read-audit`.
         */
        get: operations["Histories.receipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Server-sent events: shared-sessions-changed, plan-changed, users-changed; for auditors every event by its type
         * @description For roles with an Admin Center, and for services with one of its privileges; managers see their own groups.
         */
        get: operations["Stream.open"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The process answers
         * @description For anybody: no sign-in is needed.
         */
        get: operations["Operations.live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether to send requests here; 503 with the reasons when not
         * @description For anybody: no sign-in is needed.
         */
        get: operations["Operations.ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/serving": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a balancer should send commands here; 503 with the reasons when not
         * @description For anybody: no sign-in is needed.
         */
        get: operations["Operations.serving"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Prometheus metrics
         * @description For anybody: no sign-in is needed.
         */
        get: operations["Operations.prometheus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        StartSessionBody: {
            product: string;
            agentId?: string | null;
            /** @enum {unknown} */
            platform?: "windows" | "mac" | "ios" | "android" | null;
            device?: string | null;
        };
        HeartbeatsBody: {
            sessionIds: string[];
            ticketIds?: string[] | null;
        };
        ConnectSessionBody: {
            /** @enum {unknown} */
            mode: "attended" | "unattended";
            /** @enum {unknown} */
            platform: "windows" | "mac" | "ios" | "android";
        };
        SessionBatchBody: {
            commands: {
                /** @enum {unknown} */
                op: "start" | "connect" | "end";
                sessionId?: string | null;
                product?: string | null;
                agentId?: string | null;
                /** @enum {unknown} */
                platform?: "windows" | "mac" | "ios" | "android" | null;
                device?: string | null;
                /** @enum {unknown} */
                mode?: "attended" | "unattended" | null;
            }[];
        };
        RequestSeatBody: {
            product: string;
            agentId?: string | null;
        };
        ClaimSeatBody: {
            /** @enum {unknown} */
            platform?: "windows" | "mac" | "ios" | "android" | null;
            device?: string | null;
        };
        EndSharedSessionsBody: {
            sessionIds: string[];
            /** @enum {unknown} */
            reason?: "not-in-use" | "agent-asked" | "needed-elsewhere" | "security" | "other" | null;
            note?: string | null;
            graceSeconds?: number | null;
        };
        WithdrawSessionEndsBody: {
            sessionIds: string[];
        };
        SignInBody: {
            email: string;
            password: string;
        };
        AcceptInvitationBody: {
            token: string;
            password: string;
        };
        TokenBody: {
            /** @enum {unknown} */
            grant_type: "client_credentials";
            client_id?: string | null;
            client_secret?: string | null;
            scope?: string | null;
        };
        ChangePasswordBody: {
            currentPassword: string;
            newPassword: string;
        };
        ChangeMeBody: {
            firstName?: string | null;
            lastName?: string | null;
        };
        AddUserBody: {
            email: string;
            firstName: string;
            lastName: string;
            /** @enum {unknown} */
            role?: "member" | "manager" | "admin" | "super-admin" | "auditor" | null;
            privileges?: ("manage-users" | "manage-seats" | "end-sessions" | "manage-groups" | "run-reports" | "read-audit" | "manage-settings")[] | null;
            groupIds?: string[] | null;
            managedGroupIds?: string[] | null;
        };
        ChangeUserBody: {
            email?: string | null;
            firstName?: string | null;
            lastName?: string | null;
            /** @enum {unknown} */
            role?: "member" | "manager" | "admin" | "super-admin" | "auditor" | null;
            privileges?: ("manage-users" | "manage-seats" | "end-sessions" | "manage-groups" | "run-reports" | "read-audit" | "manage-settings")[] | null;
            groupIds?: string[] | null;
            managedGroupIds?: string[] | null;
        };
        ReasonBody: {
            reason?: string | null;
        };
        InvitationBody: {
            /** @enum {unknown} */
            notify?: true | false | null;
        };
        AssignSeatBody: {
            /** @enum {unknown} */
            type: "named" | "concurrent";
        };
        ImportUsersBody: {
            text: string;
            groupIds?: string[] | null;
            /** @enum {unknown} */
            dryRun?: true | false | null;
        };
        ChangeSeatsBody: {
            userIds?: string[] | null;
            filter?: {
                seat?: string[] | null;
                userType?: ("member" | "manager" | "admin" | "super-admin" | "auditor")[] | null;
                group?: string[] | null;
                status?: ("invited" | "active" | "inactive" | "suspended")[] | null;
                q?: string | null;
            } | null;
            product: string;
            /** @enum {unknown} */
            type: "named" | "concurrent" | null;
            reason?: string | null;
            /** @enum {unknown} */
            dryRun?: true | false | null;
        };
        GroupBody: {
            name: string;
        };
        ChangePlanBody: {
            named: number;
            concurrent: number;
            reason?: string | null;
        };
        ChangeAccountBody: {
            name?: string | null;
            /** @enum {unknown} */
            inactiveAfterDays?: 30 | 60 | 90 | null;
            leaseSeconds?: {
                [key: string]: number;
            } | null;
            unjoinedMinutes?: {
                [key: string]: number;
            } | null;
            claimSeconds?: number | null;
        };
        BillingContactBody: {
            userId: string;
        };
        AddServiceAccountBody: {
            name: string;
            privileges: ("manage-users" | "manage-seats" | "end-sessions" | "manage-groups" | "run-reports" | "read-audit" | "manage-settings" | "act-for-agents")[];
        };
        Created: {
            id: string;
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        Done: {
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            code: string;
            detail?: string;
            correlationId?: string;
            errors?: {
                pointer: string;
                message: string;
            }[];
        };
        Invitation: {
            url: string;
            token: string;
            /** Format: date-time */
            expiresAt: string;
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        Me: {
            id: string;
            /** @enum {unknown} */
            kind: "user" | "service";
            accountId: string;
            email: string | null;
            firstName: string | null;
            lastName: string | null;
            name: string;
            /** @enum {unknown} */
            role: "member" | "manager" | "admin" | "super-admin" | "auditor" | "service";
            /** @enum {unknown} */
            status: "invited" | "active" | "inactive" | "suspended";
            groups: {
                id: string;
                name: string;
            }[];
            seats: {
                product: string;
                /** @enum {unknown} */
                type: "named" | "concurrent";
                label: string;
            }[];
            privileges: string[];
            managedGroupIds: string[];
            billingContact: boolean;
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        SignedIn: {
            accessToken: string;
            expiresIn: number;
            user: components["schemas"]["Me"];
        };
        Token: {
            access_token: string;
            /** @constant */
            token_type: "Bearer";
            expires_in: number;
        };
        ChangedSeats: {
            results: {
                userId: string;
                /** @enum {unknown} */
                outcome: "assigned" | "removed" | "unchanged" | "refused" | "failed" | "not-tried";
                endedSessions?: string[];
                events?: {
                    type: string;
                    data: Record<string, never>;
                }[];
                code?: string;
                detail?: string;
            }[];
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        ImportedUsers: {
            results: {
                line: number;
                email: string;
                /** @enum {unknown} */
                outcome: "added" | "exists" | "repeated" | "invalid" | "refused" | "failed";
                userId?: string;
                code?: string;
                detail?: string;
            }[];
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        SeatRemoved: {
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
            endedSessions: string[];
        };
        User: {
            id: string;
            email: string | null;
            firstName: string | null;
            lastName: string | null;
            /** @enum {unknown} */
            role: "member" | "manager" | "admin" | "super-admin" | "auditor";
            /** @enum {unknown} */
            status: "invited" | "active" | "inactive" | "suspended";
            groups: {
                id: string;
                name: string;
            }[];
            seats: {
                product: string;
                /** @enum {unknown} */
                type: "named" | "concurrent";
                label: string;
            }[];
            privileges: string[];
            managedGroups: {
                id: string;
                name: string;
            }[];
            lastSignInAt: string | null;
            invitedUntil: string | null;
            revision: number;
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        UserFilters: {
            items: {
                category: string;
                options: {
                    value: string;
                    label: string;
                    count: number;
                }[];
            }[];
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        Users: {
            items: {
                id: string;
                email: string | null;
                firstName: string | null;
                lastName: string | null;
                /** @enum {unknown} */
                role: "member" | "manager" | "admin" | "super-admin" | "auditor";
                /** @enum {unknown} */
                status: "invited" | "active" | "inactive" | "suspended";
                groups: {
                    id: string;
                    name: string;
                }[];
                seats: {
                    product: string;
                    /** @enum {unknown} */
                    type: "named" | "concurrent";
                    label: string;
                }[];
            }[];
            nextCursor: string | null;
            total: number;
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        Groups: {
            items: {
                id: string;
                name: string;
                members: number;
            }[];
            nextCursor: string | null;
            total: number;
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        ServiceAccountSecret: {
            id: string;
            clientId: string;
            clientSecret: string;
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        ServiceAccounts: {
            items: {
                id: string;
                name: string;
                clientId: string;
                privileges: string[];
                /** Format: date-time */
                addedAt: string;
            }[];
            nextCursor: string | null;
            total: number;
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        Account: {
            id: string;
            name: string;
            billingContact: string | null;
            /** @enum {unknown} */
            inactiveAfterDays: 30 | 60 | 90;
            leaseSeconds: {
                [key: string]: number;
            };
            unjoinedMinutes: {
                [key: string]: number | null;
            };
            claimSeconds: number;
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        Plan: {
            items: {
                product: string;
                productName: string;
                named: {
                    capacity: number;
                    assigned: number;
                };
                concurrent: {
                    capacity: number;
                    assigned: number;
                    inUse: number;
                    overBy: number;
                    waiting: number;
                };
            }[];
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        Gate: {
            items: {
                product: string;
                /** @enum {unknown} */
                seatType: "named" | "concurrent";
                available: boolean;
                message?: string;
                inUse: number;
                capacity: number;
                waiting: number;
            }[];
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        Renewed: {
            /** Format: date-time */
            expiresAt: string;
            inUse: number;
            capacity: number;
            ending: {
                /** Format: date-time */
                deadlineAt: string;
                by: {
                    /** @enum {unknown} */
                    kind: "user" | "service" | "system";
                    id: string;
                    name: string | null;
                };
                reason: string;
                note: string | null;
            } | null;
        };
        RenewedMany: {
            renewed: number;
            ended: {
                sessionId: string;
                reason: string | null;
                endedBy: {
                    /** @enum {unknown} */
                    kind: "user" | "service" | "system";
                    id: string;
                    name: string | null;
                } | null;
                endedAt: string | null;
            }[];
            endedTickets?: {
                ticketId: string;
                reason: string;
            }[];
        };
        Session: {
            sessionId: string;
            product: string;
            agentId: string;
            /** @enum {unknown} */
            seatType: "named" | "concurrent";
            /** @enum {unknown} */
            phase: "waiting" | "connected" | "signed-in";
            /** Format: date-time */
            startedAt: string;
            lease: {
                /** Format: date-time */
                expiresAt: string;
                renewEverySeconds: number;
            };
            /** @enum {unknown} */
            mode: "attended" | "unattended" | null;
            /** @enum {unknown} */
            platform: "windows" | "mac" | "ios" | "android" | null;
            device: string | null;
            connectedAt: string | null;
            ending: {
                /** Format: date-time */
                deadlineAt: string;
                by: {
                    /** @enum {unknown} */
                    kind: "user" | "service" | "system";
                    id: string;
                    name: string | null;
                };
                reason: string;
                note: string | null;
            } | null;
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        Sessions: {
            items: {
                sessionId: string;
                product: string;
                agentId: string;
                /** @enum {unknown} */
                seatType: "named" | "concurrent";
                /** @enum {unknown} */
                phase: "waiting" | "connected" | "signed-in";
                /** Format: date-time */
                startedAt: string;
                lease: {
                    /** Format: date-time */
                    expiresAt: string;
                    renewEverySeconds: number;
                };
                /** @enum {unknown} */
                mode: "attended" | "unattended" | null;
                /** @enum {unknown} */
                platform: "windows" | "mac" | "ios" | "android" | null;
                device: string | null;
                connectedAt: string | null;
                ending: {
                    /** Format: date-time */
                    deadlineAt: string;
                    by: {
                        /** @enum {unknown} */
                        kind: "user" | "service" | "system";
                        id: string;
                        name: string | null;
                    };
                    reason: string;
                    note: string | null;
                } | null;
            }[];
            nextCursor: string | null;
            total: number;
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        StartedSession: {
            sessionId: string;
            product: string;
            agentId: string;
            /** @enum {unknown} */
            seatType: "named" | "concurrent";
            /** @enum {unknown} */
            phase: "waiting" | "connected" | "signed-in";
            /** Format: date-time */
            startedAt: string;
            lease: {
                /** Format: date-time */
                expiresAt: string;
                renewEverySeconds: number;
            };
            supportKey?: string;
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        SessionResults: {
            results: {
                /** @enum {unknown} */
                op?: "start" | "connect" | "end";
                status: number;
                sessionId?: string;
                session?: components["schemas"]["StartedSession"];
                problem?: components["schemas"]["Problem"];
                /** @description A place in the store. Pass it on as `after`. */
                position?: string;
            }[];
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        PlaceInLine: {
            ticketId: string;
            product: string;
            agentId: string;
            /** @enum {unknown} */
            state: "waiting" | "offered";
            /** @description 1 for whoever is next; 0 once a seat is held. */
            place: number;
            /** @description The place times how often a seat of the pool came free lately (its last 20 endings and the time since); null while too little has happened to tell. */
            estimatedWaitSeconds: number | null;
            /** Format: date-time */
            requestedAt: string;
            offer: {
                /** Format: date-time */
                claimUntil: string;
            } | null;
            lease: {
                /** Format: date-time */
                expiresAt: string;
                renewEverySeconds: number;
            };
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        WaitingAgents: {
            items: {
                ticketId: string;
                product: string;
                productName: string;
                agent: {
                    id: string;
                    name: string;
                    email: string | null;
                };
                /** @enum {unknown} */
                state: "waiting" | "offered";
                /** Format: date-time */
                requestedAt: string;
                offer: {
                    /** Format: date-time */
                    claimUntil: string;
                } | null;
            }[];
            nextCursor: string | null;
            total: number;
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        EndedSharedSessions: {
            results: {
                sessionId: string;
                /** @enum {unknown} */
                outcome: "ended" | "ending" | "already-ended" | "not-found";
            }[];
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        OpenSessions: {
            items: {
                sessionId: string;
                product: string;
                productName: string;
                agent: {
                    id: string;
                    name: string;
                    email: string | null;
                };
                /** @enum {unknown} */
                phase: "waiting" | "connected" | "signed-in";
                /** @enum {unknown} */
                mode: "attended" | "unattended" | null;
                /** @enum {unknown} */
                platform: "windows" | "mac" | "ios" | "android" | null;
                device: string | null;
                /** Format: date-time */
                startedAt: string;
                connectedAt: string | null;
                lastSeenAt: string | null;
                ending: {
                    /** Format: date-time */
                    deadlineAt: string;
                    by: {
                        /** @enum {unknown} */
                        kind: "user" | "service" | "system";
                        id: string;
                        name: string | null;
                    };
                    reason: string;
                    note: string | null;
                } | null;
                /** @enum {unknown} */
                seatType: "named" | "concurrent";
            }[];
            nextCursor: string | null;
            total: number;
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        SharedSessions: {
            items: {
                sessionId: string;
                product: string;
                productName: string;
                agent: {
                    id: string;
                    name: string;
                    email: string | null;
                };
                /** @enum {unknown} */
                phase: "waiting" | "connected" | "signed-in";
                /** @enum {unknown} */
                mode: "attended" | "unattended" | null;
                /** @enum {unknown} */
                platform: "windows" | "mac" | "ios" | "android" | null;
                device: string | null;
                /** Format: date-time */
                startedAt: string;
                connectedAt: string | null;
                lastSeenAt: string | null;
                ending: {
                    /** Format: date-time */
                    deadlineAt: string;
                    by: {
                        /** @enum {unknown} */
                        kind: "user" | "service" | "system";
                        id: string;
                        name: string | null;
                    };
                    reason: string;
                    note: string | null;
                } | null;
            }[];
            nextCursor: string | null;
            total: number;
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        WithdrawnSessionEnds: {
            results: {
                sessionId: string;
                /** @enum {unknown} */
                outcome: "withdrawn" | "not-ending" | "already-ended" | "not-found";
            }[];
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        Audit: {
            items: {
                /** @description A place in the store. Pass it on as `after`. */
                position: string;
                /** Format: date-time */
                at: string;
                action: string;
                sentence: string;
                actor: {
                    /** @enum {unknown} */
                    kind: "user" | "service" | "system";
                    id: string;
                    name: string | null;
                    nameToday?: string;
                };
                onBehalfOf: string | null;
                subject: {
                    id: string;
                    name: string | null;
                    nameToday?: string;
                } | null;
                product: string | null;
                sessionId: string | null;
                reason: string | null;
                note: string | null;
                stream: string;
                revision: number;
                correlationId: string | null;
                causationId: string | null;
                hash: string;
                denial: {
                    capacity: number;
                    queued: number;
                    count: number;
                    /** Format: date-time */
                    firstAt: string;
                    /** Format: date-time */
                    lastAt: string;
                } | null;
            }[];
            nextCursor: string | null;
            total: number;
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
        };
        Diff: {
            from: {
                /** Format: date-time */
                at: string;
                /** @description A place in the store. Pass it on as `after`. */
                position: string;
            };
            to: {
                /** Format: date-time */
                at: string;
                /** @description A place in the store. Pass it on as `after`. */
                position: string;
            };
            items: {
                /** @enum {unknown} */
                what: "capacity" | "seat" | "session" | "user";
                id: string;
                before: Record<string, never> | null;
                after: Record<string, never> | null;
            }[];
        };
        PastAccount: {
            /** Format: date-time */
            at: string;
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
            plan: components["schemas"]["Plan"];
            sharedSessions: components["schemas"]["SharedSessions"];
            users: components["schemas"]["Users"];
        };
        AuditEntry: {
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
            /** Format: date-time */
            at: string;
            action: string;
            sentence: string;
            actor: {
                /** @enum {unknown} */
                kind: "user" | "service" | "system";
                id: string;
                name: string | null;
                nameToday?: string;
            };
            onBehalfOf: string | null;
            subject: {
                id: string;
                name: string | null;
                nameToday?: string;
            } | null;
            product: string | null;
            sessionId: string | null;
            reason: string | null;
            note: string | null;
            stream: string;
            revision: number;
            correlationId: string | null;
            causationId: string | null;
            hash: string;
            denial: {
                capacity: number;
                queued: number;
                count: number;
                /** Format: date-time */
                firstAt: string;
                /** Format: date-time */
                lastAt: string;
            } | null;
            causes: {
                /** @description A place in the store. Pass it on as `after`. */
                position: string;
                /** Format: date-time */
                at: string;
                action: string;
                sentence: string;
                actor: {
                    /** @enum {unknown} */
                    kind: "user" | "service" | "system";
                    id: string;
                    name: string | null;
                    nameToday?: string;
                };
                onBehalfOf: string | null;
                subject: {
                    id: string;
                    name: string | null;
                    nameToday?: string;
                } | null;
                product: string | null;
                sessionId: string | null;
                reason: string | null;
                note: string | null;
                stream: string;
                revision: number;
                correlationId: string | null;
                causationId: string | null;
                hash: string;
                denial: {
                    capacity: number;
                    queued: number;
                    count: number;
                    /** Format: date-time */
                    firstAt: string;
                    /** Format: date-time */
                    lastAt: string;
                } | null;
            }[];
            effects: {
                /** @description A place in the store. Pass it on as `after`. */
                position: string;
                /** Format: date-time */
                at: string;
                action: string;
                sentence: string;
                actor: {
                    /** @enum {unknown} */
                    kind: "user" | "service" | "system";
                    id: string;
                    name: string | null;
                    nameToday?: string;
                };
                onBehalfOf: string | null;
                subject: {
                    id: string;
                    name: string | null;
                    nameToday?: string;
                } | null;
                product: string | null;
                sessionId: string | null;
                reason: string | null;
                note: string | null;
                stream: string;
                revision: number;
                correlationId: string | null;
                causationId: string | null;
                hash: string;
                denial: {
                    capacity: number;
                    queued: number;
                    count: number;
                    /** Format: date-time */
                    firstAt: string;
                    /** Format: date-time */
                    lastAt: string;
                } | null;
            }[];
            root: {
                /** @enum {unknown} */
                kind: "user" | "service" | "system";
                id: string;
            };
            refusal: {
                capacity: number;
                holders: {
                    agent: {
                        id: string;
                        name: string;
                    };
                    /** Format: date-time */
                    since: string;
                    /** @enum {unknown} */
                    phase: "waiting" | "connected" | "signed-in";
                    sessions: number;
                }[];
                wouldHaveAdmitted: {
                    /** @enum {unknown} */
                    change: "clear-seats" | "make-named" | "add-seats";
                    agents?: {
                        id: string;
                        name: string;
                    }[];
                    seats?: number;
                    concurrent?: number;
                }[];
                gotSeatAfterSeconds: number | null;
                isExact: boolean;
            } | null;
        };
        Receipt: {
            sessionId: string;
            agent: {
                id: string;
                name: string;
            };
            product: string;
            clearedBy: {
                /** @enum {unknown} */
                kind: "user" | "service" | "system";
                id: string;
                name: string;
            };
            reason: string;
            note: string | null;
            /** Format: date-time */
            clearedAt: string;
            /** Format: date-time */
            startedAt: string;
            lastSeenAt: string | null;
            /** @enum {unknown} */
            phase: "waiting" | "connected" | "signed-in";
            /** @enum {unknown} */
            mode: "attended" | "unattended" | null;
            next: {
                agent: {
                    id: string;
                    name: string;
                };
                /** Format: date-time */
                startedAt: string;
                refusedSince: string | null;
            } | null;
            stream: string;
            revision: number;
            hash: string;
        };
        Alive: {
            /** @constant */
            status: "alive";
        };
        Readiness: {
            /** @enum {unknown} */
            status: "ready" | "not-ready";
            reasons: string[];
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
            projections: {
                name: string;
                state: string;
                /** @description A place in the store. Pass it on as `after`. */
                position: string;
                reason?: string;
            }[];
        };
        Serving: {
            /** @enum {unknown} */
            status: "serving" | "not-serving";
            reasons: string[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "Sessions.gate": {
        parameters: {
            query?: {
                after?: string;
                agentId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sign-in gate: what each assigned seat would answer now */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gate"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Sessions.list": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                after?: string;
                agentId?: string;
                startedBy?: "me";
                mine?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Own open sessions; for services those of an agent, or all that they started */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sessions"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Sessions.start": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "product": "remote-support-v5",
                 *       "platform": "windows",
                 *       "device": "Laptop 17"
                 *     }
                 */
                "application/json": components["schemas"]["StartSessionBody"];
            };
        };
        responses: {
            /** @description Start a session; refused while all shared seats are in use */
            201: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedSession"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `NO_SEAT_ASSIGNED`: No seat of this product is assigned to this person. · `ALL_SHARED_SEATS_IN_USE`: All shared seats are in use. To start a session, please wait for an available seat. · `USER_SUSPENDED`: This person is suspended. */
            409: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NO_SEAT_ASSIGNED" | "ALL_SHARED_SEATS_IN_USE" | "USER_SUSPENDED";
                        capacity?: number;
                        inUse?: number;
                        waiting?: number;
                        retryAfterSeconds?: number;
                        estimatedWaitSeconds?: number | null;
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Sessions.heartbeats": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "sessionIds": [
                 *         "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b"
                 *       ],
                 *       "ticketIds": [
                 *         "0199a1b2-9000-7e4f-8a5b-6c7d8e9f0a1b"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["HeartbeatsBody"];
            };
        };
        responses: {
            /** @description A sign of life from up to 1,000 sessions and as many places in line */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenewedMany"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Sessions.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One open session */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `SESSION_ENDED`: This session has ended. */
            410: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "SESSION_ENDED";
                        reason: string;
                        endedBy: {
                            /** @enum {unknown} */
                            kind: "user" | "service" | "system";
                            id: string;
                            name: string | null;
                        };
                        /** Format: date-time */
                        endedAt: string;
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Sessions.connect": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "mode": "attended",
                 *       "platform": "mac"
                 *     }
                 */
                "application/json": components["schemas"]["ConnectSessionBody"];
            };
        };
        responses: {
            /** @description A customer joined */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `SESSION_ENDED`: This session has ended. */
            410: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "SESSION_ENDED";
                        reason: string;
                        endedBy: {
                            /** @enum {unknown} */
                            kind: "user" | "service" | "system";
                            id: string;
                            name: string | null;
                        };
                        /** Format: date-time */
                        endedAt: string;
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Sessions.heartbeat": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A sign of life: renews the lease */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Renewed"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `SESSION_ENDED`: This session has ended. */
            410: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "SESSION_ENDED";
                        reason: string;
                        endedBy: {
                            /** @enum {unknown} */
                            kind: "user" | "service" | "system";
                            id: string;
                            name: string | null;
                        };
                        /** Format: date-time */
                        endedAt: string;
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Sessions.end": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description End a session; one that has ended already is fine */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "SessionBatches.run": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "commands": [
                 *         {
                 *           "op": "start",
                 *           "product": "remote-support-v5",
                 *           "agentId": "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b"
                 *         },
                 *         {
                 *           "op": "end",
                 *           "sessionId": "0199a1b2-8000-7e4f-8a5b-6c7d8e9f0a1b"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SessionBatchBody"];
            };
        };
        responses: {
            /** @description Up to 1,000 starts, connects and ends, each with a result of its own */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionResults"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Queue.list": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                after?: string;
                q?: string;
                sort?: string;
                product?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who waits for a shared seat, and for whom one is held; the first in line first */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingAgents"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Queue.request": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "product": "remote-support-v5"
                 *     }
                 */
                "application/json": components["schemas"]["RequestSeatBody"];
            };
        };
        responses: {
            /** @description Wait in line for a shared seat; who waits already is told their place */
            201: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaceInLine"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `NO_SEAT_ASSIGNED`: No seat of this product is assigned to this person. */
            409: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NO_SEAT_ASSIGNED";
                    };
                };
            };
            /** @description `TICKET_ENDED`: This place in line has ended. */
            410: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "TICKET_ENDED";
                        reason: string;
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Queue.get": {
        parameters: {
            query?: {
                after?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A place in line; to ask is a sign of life */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaceInLine"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `TICKET_ENDED`: This place in line has ended. */
            410: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "TICKET_ENDED";
                        reason: string;
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Queue.withdraw": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Leave the line, or turn down the seat that is held; who has left already is fine */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Queue.claim": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "platform": "windows",
                 *       "device": "Laptop 17"
                 *     }
                 */
                "application/json": components["schemas"]["ClaimSeatBody"];
            };
        };
        responses: {
            /** @description Start a session on the seat that is held; a repeat finds the one that was started */
            201: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedSession"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `ALL_SHARED_SEATS_IN_USE`: All shared seats are in use. To start a session, please wait for an available seat. · `NO_SEAT_ASSIGNED`: No seat of this product is assigned to this person. */
            409: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "ALL_SHARED_SEATS_IN_USE" | "NO_SEAT_ASSIGNED";
                        capacity?: number;
                        inUse?: number;
                        waiting?: number;
                        retryAfterSeconds?: number;
                        estimatedWaitSeconds?: number | null;
                    };
                };
            };
            /** @description `TICKET_ENDED`: This place in line has ended. */
            410: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "TICKET_ENDED";
                        reason: string;
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "SharedSessions.list": {
        parameters: {
            query?: {
                product?: string;
                sort?: string;
                q?: string;
                after?: string;
                limit?: number;
                cursor?: string;
                asOf?: string;
                asOfPosition?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Open sessions on shared seats */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedSessions"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "SharedSessions.export": {
        parameters: {
            query?: {
                product?: string;
                sort?: string;
                q?: string;
                after?: string;
                asOf?: string;
                asOfPosition?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Open sessions on shared seats, as CSV */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "SharedSessions.end": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "sessionIds": [
                 *         "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b"
                 *       ],
                 *       "reason": "not-in-use",
                 *       "note": "gone home",
                 *       "graceSeconds": 60
                 *     }
                 */
                "application/json": components["schemas"]["EndSharedSessionsBody"];
            };
        };
        responses: {
            /** @description Clear seats: each session is answered for; with graceSeconds agents are warned first */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndedSharedSessions"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "SharedSessions.withdraw": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "sessionIds": [
                 *         "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["WithdrawSessionEndsBody"];
            };
        };
        responses: {
            /** @description Take warnings back before their deadline: the sessions go on; each is answered for */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WithdrawnSessionEnds"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "OpenSessions.list": {
        parameters: {
            query?: {
                seatType?: "named" | "concurrent";
                q?: string;
                sort?: string;
                after?: string;
                limit?: number;
                cursor?: string;
                asOf?: string;
                asOfPosition?: string;
                product?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Open sessions, on shared and on named seats */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenSessions"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "OpenSessions.export": {
        parameters: {
            query?: {
                seatType?: "named" | "concurrent";
                q?: string;
                sort?: string;
                after?: string;
                asOf?: string;
                asOfPosition?: string;
                product?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Open sessions, on shared and on named seats, as CSV */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "OpenSessions.end": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "sessionIds": [
                 *         "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b"
                 *       ],
                 *       "reason": "not-in-use",
                 *       "note": "gone home",
                 *       "graceSeconds": 60
                 *     }
                 */
                "application/json": components["schemas"]["EndSharedSessionsBody"];
            };
        };
        responses: {
            /** @description End sessions: each is answered for; with graceSeconds agents are warned first */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndedSharedSessions"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "OpenSessions.withdraw": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "sessionIds": [
                 *         "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["WithdrawSessionEndsBody"];
            };
        };
        responses: {
            /** @description Take warnings back before their deadline; each session is answered for */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WithdrawnSessionEnds"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Auth.signIn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.com",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["SignInBody"];
            };
        };
        responses: {
            /** @description Sign in with e-mail and password: an access token and the cookie of the Admin Center */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many tries. Wait a while. */
            429: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "TOO_MANY_REQUESTS";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Auth.acceptInvitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "qT0n1Q4vN7o2mJr0u1b6xg",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["AcceptInvitationBody"];
            };
        };
        responses: {
            /** @description Choose a password; the token works once */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many tries. Wait a while. */
            429: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "TOO_MANY_REQUESTS";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Auth.token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "grant_type": "client_credentials",
                 *       "client_id": "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
                 *       "client_secret": "shown once, when the service account was added"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["TokenBody"];
            };
        };
        responses: {
            /** @description OAuth 2.0 client credentials: an access token for a service account */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many tries. Wait a while. */
            429: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "TOO_MANY_REQUESTS";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Auth.signOut": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ends this sign-in: its cookie and its access tokens */
            204: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Auth.changePassword": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "currentPassword": "correct horse battery",
                 *       "newPassword": "staple battery horse"
                 *     }
                 */
                "application/json": components["schemas"]["ChangePasswordBody"];
            };
        };
        responses: {
            /** @description Choose another password: every other sign-in of yours ends; a wrong current one is WRONG_PASSWORD */
            204: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. · `WRONG_PASSWORD`: The current password is wrong. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN" | "WRONG_PASSWORD";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `TOO_MANY_REQUESTS`: Too many tries. Wait a while. */
            429: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "TOO_MANY_REQUESTS";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Auth.whoAmI": {
        parameters: {
            query?: {
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is asking, and what they may do */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Auth.changeMe": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "firstName": "Ada"
                 *     }
                 */
                "application/json": components["schemas"]["ChangeMeBody"];
            };
        };
        responses: {
            /** @description Change your own first or last name */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Users.list": {
        parameters: {
            query?: {
                seat?: string[];
                userType?: ("member" | "manager" | "admin" | "super-admin" | "auditor")[];
                group?: string[];
                status?: ("invited" | "active" | "inactive" | "suspended")[];
                sort?: string;
                q?: string;
                after?: string;
                limit?: number;
                cursor?: string;
                asOf?: string;
                asOfPosition?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Users, by seat, type, group, status and words */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Users"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Users.add": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "bo@example.com",
                 *       "firstName": "Bo",
                 *       "lastName": "Agent",
                 *       "role": "member"
                 *     }
                 */
                "application/json": components["schemas"]["AddUserBody"];
            };
        };
        responses: {
            /** @description Add a user */
            201: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `EMAIL_TAKEN`: Somebody in this account already has this e-mail address. */
            409: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "EMAIL_TAKEN";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Users.export": {
        parameters: {
            query?: {
                seat?: string[];
                userType?: ("member" | "manager" | "admin" | "super-admin" | "auditor")[];
                group?: string[];
                status?: ("invited" | "active" | "inactive" | "suspended")[];
                sort?: string;
                q?: string;
                after?: string;
                asOf?: string;
                asOfPosition?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All users that the filters find, as CSV */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Users.filters": {
        parameters: {
            query?: {
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What users can be filtered by, with counts */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserFilters"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Users.get": {
        parameters: {
            query?: {
                after?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One user; ETag is for If-Match */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description What to send as `If-Match` to change exactly this. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Users.remove": {
        parameters: {
            query?: {
                reason?: string;
            };
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Remove a user: frees their seats and ends their sessions */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `LAST_SUPER_ADMIN`: The last Super Admin cannot be removed, demoted or suspended. */
            409: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LAST_SUPER_ADMIN";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Users.change": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag as you read it; refused with STALE when it was changed since. */
                "If-Match"?: string;
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "role": "manager",
                 *       "privileges": [
                 *         "manage-users",
                 *         "manage-seats"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ChangeUserBody"];
            };
        };
        responses: {
            /** @description Change names, e-mail, role, privileges or groups; what is not named stays */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `EMAIL_TAKEN`: Somebody in this account already has this e-mail address. · `LAST_SUPER_ADMIN`: The last Super Admin cannot be removed, demoted or suspended. */
            409: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "EMAIL_TAKEN" | "LAST_SUPER_ADMIN";
                    };
                };
            };
            /** @description `STALE`: It was changed since you read it. Read it again. */
            412: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "STALE";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Users.suspend": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "left the company"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description Suspend: the user stays, signs in to nothing, holds no seat */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `LAST_SUPER_ADMIN`: The last Super Admin cannot be removed, demoted or suspended. */
            409: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "LAST_SUPER_ADMIN";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Users.reactivate": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "left the company"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description Let a suspended user in again; seats have to be assigned anew */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Users.erase": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "left the company"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description Make the personal data of a deleted user unreadable for ever; counts and proofs stay true */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Users.invite": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "notify": false
                 *     }
                 */
                "application/json": components["schemas"]["InvitationBody"];
            };
        };
        responses: {
            /** @description Invite: a link that works once, for seven days; a new one voids the old */
            201: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `USER_SUSPENDED`: This person is suspended. */
            409: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "USER_SUSPENDED";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Users.assignSeat": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                product: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "concurrent"
                 *     }
                 */
                "application/json": components["schemas"]["AssignSeatBody"];
            };
        };
        responses: {
            /** @description Assign a seat; another type replaces the present one */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `NO_SEAT_AVAILABLE`: All named seats are assigned. Add licences, or assign a concurrent seat. · `USER_SUSPENDED`: This person is suspended. */
            409: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NO_SEAT_AVAILABLE" | "USER_SUSPENDED";
                        capacity?: number;
                        assigned?: number;
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Users.removeSeat": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                product: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "left the company"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description Remove a seat; sessions on it end */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatRemoved"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "ManyUsers.import": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Bo Agent bo@example.com; Cid Agent cid@example.com",
                 *       "dryRun": true
                 *     }
                 */
                "application/json": components["schemas"]["ImportUsersBody"];
            };
        };
        responses: {
            /** @description Add the people of a pasted list (at most 1,000); each line is answered for */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportedUsers"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "ManyUsers.changeSeats": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "filter": {
                 *         "seat": [
                 *           "remote-support-v5:concurrent"
                 *         ]
                 *       },
                 *       "product": "service-desk",
                 *       "type": "named",
                 *       "dryRun": true
                 *     }
                 */
                "application/json": components["schemas"]["ChangeSeatsBody"];
            };
        };
        responses: {
            /** @description Give up to 10,000 users a seat, or take it away; dryRun tells what would happen */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedSeats"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Groups.list": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                after?: string;
                q?: string;
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description User groups, with how many belong to each */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Groups"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Groups.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Berlin"
                 *     }
                 */
                "application/json": components["schemas"]["GroupBody"];
            };
        };
        responses: {
            /** @description Create a group */
            201: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Groups.export": {
        parameters: {
            query?: {
                q?: string;
                sort?: string;
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All user groups, as CSV */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Groups.remove": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a group; its members stay */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Groups.rename": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Berlin"
                 *     }
                 */
                "application/json": components["schemas"]["GroupBody"];
            };
        };
        responses: {
            /** @description Rename a group */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Plan.plan": {
        parameters: {
            query?: {
                after?: string;
                asOf?: string;
                asOfPosition?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Seats bought, assigned and in use, by product */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Plan.changePlan": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                product: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "named": 5,
                 *       "concurrent": 10,
                 *       "reason": "ten more agents from May"
                 *     }
                 */
                "application/json": components["schemas"]["ChangePlanBody"];
            };
        };
        responses: {
            /** @description Change how many seats of a product there are; for the billing contact */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `CAPACITY_BELOW_ASSIGNED`: More named seats are assigned than that. Remove some first. */
            409: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "CAPACITY_BELOW_ASSIGNED";
                        assigned: number;
                        requested: number;
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Plan.account": {
        parameters: {
            query?: {
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account and its settings */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Plan.changeAccount": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "inactiveAfterDays": 60,
                 *       "leaseSeconds": {
                 *         "remote-support-v5": 180
                 *       },
                 *       "claimSeconds": 45
                 *     }
                 */
                "application/json": components["schemas"]["ChangeAccountBody"];
            };
        };
        responses: {
            /** @description Change settings; what is not named stays */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Plan.changeBillingContact": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "userId": "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b"
                 *     }
                 */
                "application/json": components["schemas"]["BillingContactBody"];
            };
        };
        responses: {
            /** @description Hand the plan over to another user */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `USER_SUSPENDED`: This person is suspended. */
            409: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "USER_SUSPENDED";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "ServiceAccounts.list": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Service accounts */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccounts"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "ServiceAccounts.add": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Agent app",
                 *       "privileges": [
                 *         "act-for-agents"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["AddServiceAccountBody"];
            };
        };
        responses: {
            /** @description Add a service account; its secret is shown this once */
            201: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccountSecret"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: Payload Too Large */
            413: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "PAYLOAD_TOO_LARGE";
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Unsupported Media Type */
            415: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "ServiceAccounts.remove": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key gets the first answer, for a day; with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a service account; its tokens stop at once */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description `true` when this is the answer that an earlier request with the same `Idempotency-Key` got. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Audit.list": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                after?: string;
                from?: string;
                to?: string;
                actor?: string;
                subject?: string;
                product?: string;
                action?: "SeatCapacityChanged" | "SeatAssigned" | "SeatUnassigned" | "SessionStarted" | "SessionConnected" | "SessionEndRequested" | "SessionEndWithdrawn" | "SessionEnded" | "SeatRequested" | "SeatOffered" | "SeatOfferLapsed" | "SeatRequestWithdrawn" | "SeatDenied" | "AccountOpened" | "BillingContactChanged" | "AccountSettingsChanged" | "UserAdded" | "UserProfileChanged" | "UserRoleChanged" | "UserGroupsChanged" | "UserInvited" | "InvitationAccepted" | "PasswordChanged" | "UserSignedIn" | "UserSuspended" | "UserReactivated" | "UserDeleted" | "PersonErased" | "UserGroupCreated" | "UserGroupRenamed" | "UserGroupDeleted" | "ServiceAccountAdded" | "ServiceAccountSecretRotated" | "ServiceAccountDeleted" | "EmailClaimed" | "EmailReleased" | "SuperAdminAdded" | "SuperAdminRemoved";
                sessionId?: string;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everything that changed, newest first, each in a sentence */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Audit"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Audit.export": {
        parameters: {
            query?: {
                format?: "csv" | "ndjson";
                from?: string;
                to?: string;
                actor?: string;
                subject?: string;
                product?: string;
                action?: "SeatCapacityChanged" | "SeatAssigned" | "SeatUnassigned" | "SessionStarted" | "SessionConnected" | "SessionEndRequested" | "SessionEndWithdrawn" | "SessionEnded" | "SeatRequested" | "SeatOffered" | "SeatOfferLapsed" | "SeatRequestWithdrawn" | "SeatDenied" | "AccountOpened" | "BillingContactChanged" | "AccountSettingsChanged" | "UserAdded" | "UserProfileChanged" | "UserRoleChanged" | "UserGroupsChanged" | "UserInvited" | "InvitationAccepted" | "PasswordChanged" | "UserSignedIn" | "UserSuspended" | "UserReactivated" | "UserDeleted" | "PersonErased" | "UserGroupCreated" | "UserGroupRenamed" | "UserGroupDeleted" | "ServiceAccountAdded" | "ServiceAccountSecretRotated" | "ServiceAccountDeleted" | "EmailClaimed" | "EmailReleased" | "SuperAdminAdded" | "SuperAdminRemoved";
                sessionId?: string;
                q?: string;
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every entry that the filters find, newest first, as CSV or as one JSON object a line */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Past.asOf": {
        parameters: {
            query?: {
                at?: string;
                position?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole account as it stood at a moment */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PastAccount"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Past.diff": {
        parameters: {
            query: {
                from: string;
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was not the same at two moments: capacities, seats, sessions and people */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diff"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Histories.entry": {
        parameters: {
            query?: {
                after?: string;
            };
            header?: never;
            path: {
                position: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One entry: what caused it, up to the root, and what it caused; of a refusal, who held the seats */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntry"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Histories.user": {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                actor?: string;
                action?: "SeatCapacityChanged" | "SeatAssigned" | "SeatUnassigned" | "SessionStarted" | "SessionConnected" | "SessionEndRequested" | "SessionEndWithdrawn" | "SessionEnded" | "SeatRequested" | "SeatOffered" | "SeatOfferLapsed" | "SeatRequestWithdrawn" | "SeatDenied" | "AccountOpened" | "BillingContactChanged" | "AccountSettingsChanged" | "UserAdded" | "UserProfileChanged" | "UserRoleChanged" | "UserGroupsChanged" | "UserInvited" | "InvitationAccepted" | "PasswordChanged" | "UserSignedIn" | "UserSuspended" | "UserReactivated" | "UserDeleted" | "PersonErased" | "UserGroupCreated" | "UserGroupRenamed" | "UserGroupDeleted" | "ServiceAccountAdded" | "ServiceAccountSecretRotated" | "ServiceAccountDeleted" | "EmailClaimed" | "EmailReleased" | "SuperAdminAdded" | "SuperAdminRemoved";
                q?: string;
                after?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What happened to a user, newest first */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Audit"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Histories.session": {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                actor?: string;
                action?: "SeatCapacityChanged" | "SeatAssigned" | "SeatUnassigned" | "SessionStarted" | "SessionConnected" | "SessionEndRequested" | "SessionEndWithdrawn" | "SessionEnded" | "SeatRequested" | "SeatOffered" | "SeatOfferLapsed" | "SeatRequestWithdrawn" | "SeatDenied" | "AccountOpened" | "BillingContactChanged" | "AccountSettingsChanged" | "UserAdded" | "UserProfileChanged" | "UserRoleChanged" | "UserGroupsChanged" | "UserInvited" | "InvitationAccepted" | "PasswordChanged" | "UserSignedIn" | "UserSuspended" | "UserReactivated" | "UserDeleted" | "PersonErased" | "UserGroupCreated" | "UserGroupRenamed" | "UserGroupDeleted" | "ServiceAccountAdded" | "ServiceAccountSecretRotated" | "ServiceAccountDeleted" | "EmailClaimed" | "EmailReleased" | "SuperAdminAdded" | "SuperAdminRemoved";
                q?: string;
                after?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What happened to a session, newest first */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Audit"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Histories.plan": {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                actor?: string;
                action?: "SeatCapacityChanged" | "SeatAssigned" | "SeatUnassigned" | "SessionStarted" | "SessionConnected" | "SessionEndRequested" | "SessionEndWithdrawn" | "SessionEnded" | "SeatRequested" | "SeatOffered" | "SeatOfferLapsed" | "SeatRequestWithdrawn" | "SeatDenied" | "AccountOpened" | "BillingContactChanged" | "AccountSettingsChanged" | "UserAdded" | "UserProfileChanged" | "UserRoleChanged" | "UserGroupsChanged" | "UserInvited" | "InvitationAccepted" | "PasswordChanged" | "UserSignedIn" | "UserSuspended" | "UserReactivated" | "UserDeleted" | "PersonErased" | "UserGroupCreated" | "UserGroupRenamed" | "UserGroupDeleted" | "ServiceAccountAdded" | "ServiceAccountSecretRotated" | "ServiceAccountDeleted" | "EmailClaimed" | "EmailReleased" | "SuperAdminAdded" | "SuperAdminRemoved";
                q?: string;
                after?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                product: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What changed a product's capacity and assignments, newest first */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Audit"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Histories.receipt": {
        parameters: {
            query?: {
                after?: string;
            };
            header: {
                accept: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who cleared whose seat, why, and who got it next; as a page to print with Accept: text/html */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                    "text/html": components["schemas"]["Receipt"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Stream.open": {
        parameters: {
            query?: {
                after?: string;
                events?: "changes" | "all";
            };
            header?: {
                /** @description The id of the last event that was received, a position: the stream goes on behind it. Counts before `after`. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: shared-sessions-changed, plan-changed, users-changed; for auditors every event by its type */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "UNAUTHENTICATED";
                    };
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "FORBIDDEN";
                    };
                };
            };
            /** @description `OVERLOADED`: Too much is under way. Try again in a moment. · `STORE_UNAVAILABLE`: The store does not answer. It is not known whether this was done. */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    /** @description Seconds to wait before the next try. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "OVERLOADED" | "STORE_UNAVAILABLE";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Operations.live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process answers */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alive"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Operations.ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether to send requests here; 503 with the reasons when not */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description Not ready, and why */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Operations.serving": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether a balancer should send commands here; 503 with the reasons when not */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Serving"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description Not serving, and why */
            503: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Serving"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
    "Operations.prometheus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus metrics */
            200: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. */
            400: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "VALIDATION_FAILED";
                    };
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            default: {
                headers: {
                    /** @description The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "INTERNAL";
                    };
                };
            };
        };
    };
}
