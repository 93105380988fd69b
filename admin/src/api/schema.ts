// Generated from the served OpenAPI document by: UPDATE_SCHEMA=1 npx jest test/admin/schema

export interface paths {
    "/v1/me/seats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sign-in gate: what each assigned seat would answer now */
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
        /** Own open sessions */
        get: operations["Sessions.list"];
        put?: never;
        /** Start a session; refused while all shared seats are in use */
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
        /** A sign of life from up to 1,000 sessions */
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
        /** One open session */
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
        /** A customer joined */
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
        /** A sign of life: renews the lease */
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
        /** End a session; one that has ended already is fine */
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
        /** Up to 1,000 starts, connects and ends, each with a result of its own */
        post: operations["SessionBatches.run"];
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
        /** Open sessions on shared seats */
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
        /** Open sessions on shared seats, as CSV */
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
        /** Clear seats: each session is answered for; with graceSeconds agents are warned first */
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
        /** Take warnings back before their deadline: the sessions go on; each is answered for */
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
        /** Open sessions, on shared and on named seats */
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
        /** Open sessions, on shared and on named seats, as CSV */
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
        /** End sessions: each is answered for; with graceSeconds agents are warned first */
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
        /** Take warnings back before their deadline; each session is answered for */
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
        /** Sign in with e-mail and password: an access token and the cookie of the Admin Center */
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
        /** Choose a password; the token works once */
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
        /** OAuth 2.0 client credentials: an access token for a service account */
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
        /** Ends this sign-in: its cookie and its access tokens */
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
        /** Choose another password: every other sign-in of yours ends; a wrong current one is WRONG_PASSWORD */
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
        /** Who is asking, and what they may do */
        get: operations["Auth.whoAmI"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change your own first or last name */
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
        /** Users, by seat, type, group, status and words */
        get: operations["Users.list"];
        put?: never;
        /** Add a user */
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
        /** All users that the filters find, as CSV */
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
        /** What users can be filtered by, with counts */
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
        /** One user; ETag is for If-Match */
        get: operations["Users.get"];
        put?: never;
        post?: never;
        /** Remove a user: frees their seats and ends their sessions */
        delete: operations["Users.remove"];
        options?: never;
        head?: never;
        /** Change names, e-mail, role, privileges or groups; what is not named stays */
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
        /** Suspend: the user stays, signs in to nothing, holds no seat */
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
        /** Let a suspended user in again; seats have to be assigned anew */
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
        /** Make the personal data of a deleted user unreadable for ever; counts and proofs stay true */
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
        /** Invite: a link that works once, for seven days; a new one voids the old */
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
        /** Assign a seat; another type replaces the present one */
        put: operations["Users.assignSeat"];
        post?: never;
        /** Remove a seat; sessions on it end */
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
        /** Add the people of a pasted list (at most 1,000); each line is answered for */
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
        /** Give up to 10,000 users a seat, or take it away; dryRun tells what would happen */
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
        /** User groups, with how many belong to each */
        get: operations["Groups.list"];
        put?: never;
        /** Create a group */
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
        /** All user groups, as CSV */
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
        /** Delete a group; its members stay */
        delete: operations["Groups.remove"];
        options?: never;
        head?: never;
        /** Rename a group */
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
        /** Seats bought, assigned and in use, by product */
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
        /** Change how many seats of a product there are; for the billing contact */
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
        /** The account and its settings */
        get: operations["Plan.account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change settings; what is not named stays */
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
        /** Hand the plan over to another user */
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
        /** Service accounts */
        get: operations["ServiceAccounts.list"];
        put?: never;
        /** Add a service account; its secret is shown this once */
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
        /** Delete a service account; its tokens stop at once */
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
        /** Everything that changed, newest first, each in a sentence */
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
        /** Every entry that the filters find, newest first, as CSV or as one JSON object a line */
        get: operations["Audit.export"];
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
        /** Server-sent events: shared-sessions-changed, plan-changed, users-changed; for auditors every event by its type */
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
        /** The process answers */
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
        /** Whether to send requests here; 503 with the reasons when not */
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
        /** Whether a balancer should send commands here; 503 with the reasons when not */
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
        /** Prometheus metrics */
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
            agentId?: string;
            /** @enum {unknown} */
            platform?: "windows" | "mac" | "ios" | "android";
            device?: string;
        };
        HeartbeatsBody: {
            sessionIds: string[];
        };
        ConnectSessionBody: {
            /** @enum {unknown} */
            mode: "attended" | "unattended";
            /** @enum {unknown} */
            platform: "windows" | "mac" | "ios" | "android";
        };
        EmptyBody: Record<string, never>;
        SessionBatchBody: {
            commands: Record<string, never>[];
        };
        EndSharedSessionsBody: {
            sessionIds: string[];
            /** @enum {unknown} */
            reason?: "not-in-use" | "agent-asked" | "needed-elsewhere" | "security" | "other";
            note?: string;
            graceSeconds?: number;
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
            client_id?: string;
            client_secret?: string;
            scope?: string;
        };
        ChangePasswordBody: {
            currentPassword: string;
            newPassword: string;
        };
        ChangeMeBody: {
            firstName?: string;
            lastName?: string;
        };
        AddUserBody: {
            email: string;
            firstName: string;
            lastName: string;
            /** @enum {unknown} */
            role?: "member" | "manager" | "admin" | "super-admin" | "auditor";
            privileges?: ("manage-users" | "manage-seats" | "end-sessions" | "manage-groups" | "run-reports" | "read-audit" | "manage-settings")[];
            groupIds?: string[];
            managedGroupIds?: string[];
        };
        ChangeUserBody: {
            email?: string;
            firstName?: string;
            lastName?: string;
            /** @enum {unknown} */
            role?: "member" | "manager" | "admin" | "super-admin" | "auditor";
            privileges?: ("manage-users" | "manage-seats" | "end-sessions" | "manage-groups" | "run-reports" | "read-audit" | "manage-settings")[];
            groupIds?: string[];
            managedGroupIds?: string[];
        };
        ReasonBody: {
            reason?: string;
        };
        InvitationBody: {
            /** @enum {unknown} */
            notify?: true | false;
        };
        AssignSeatBody: {
            /** @enum {unknown} */
            type: "named" | "concurrent";
        };
        ImportUsersBody: {
            text: string;
            groupIds?: string[];
            /** @enum {unknown} */
            dryRun?: true | false;
        };
        ChangeSeatsBody: {
            userIds?: string[];
            filter?: unknown;
            product: string;
            /** @enum {unknown} */
            type: "named" | "concurrent" | null;
            reason?: string;
            /** @enum {unknown} */
            dryRun?: true | false;
        };
        GroupBody: {
            name: string;
        };
        ChangePlanBody: {
            named: number;
            concurrent: number;
            reason?: string;
        };
        ChangeAccountBody: {
            name?: string;
            /** @enum {unknown} */
            inactiveAfterDays?: 30 | 60 | 90;
            leaseSeconds?: Record<string, never>;
            unjoinedMinutes?: Record<string, never>;
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
                op: "start" | "connect" | "end";
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
                };
                onBehalfOf: string | null;
                subject: {
                    id: string;
                    name: string | null;
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
            }[];
            nextCursor: string | null;
            total: number;
            /** @description A place in the store. Pass it on as `after`. */
            position: string;
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gate"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Own open sessions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sessions"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/json": components["schemas"]["StartSessionBody"];
            };
        };
        responses: {
            /** @description Start a session; refused while all shared seats are in use */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedSession"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Sessions.heartbeats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HeartbeatsBody"];
            };
        };
        responses: {
            /** @description A sign of life from up to 1,000 sessions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenewedMany"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/json": components["schemas"]["ConnectSessionBody"];
            };
        };
        responses: {
            /** @description A customer joined */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Sessions.heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmptyBody"];
            };
        };
        responses: {
            /** @description A sign of life: renews the lease */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Renewed"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmptyBody"];
            };
        };
        responses: {
            /** @description End a session; one that has ended already is fine */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/json": components["schemas"]["SessionBatchBody"];
            };
        };
        responses: {
            /** @description Up to 1,000 starts, connects and ends, each with a result of its own */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionResults"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "SharedSessions.list": {
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
            /** @description Open sessions on shared seats */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedSessions"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "SharedSessions.export": {
        parameters: {
            query?: {
                product?: string;
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
            /** @description Open sessions on shared seats, as CSV */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/json": components["schemas"]["EndSharedSessionsBody"];
            };
        };
        responses: {
            /** @description Clear seats: each session is answered for; with graceSeconds agents are warned first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndedSharedSessions"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/json": components["schemas"]["WithdrawSessionEndsBody"];
            };
        };
        responses: {
            /** @description Take warnings back before their deadline: the sessions go on; each is answered for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WithdrawnSessionEnds"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "OpenSessions.list": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                after?: string;
                q?: string;
                sort?: string;
                seatType?: "named" | "concurrent";
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenSessions"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "OpenSessions.export": {
        parameters: {
            query?: {
                seatType?: "named" | "concurrent";
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
            /** @description Open sessions, on shared and on named seats, as CSV */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/json": components["schemas"]["EndSharedSessionsBody"];
            };
        };
        responses: {
            /** @description End sessions: each is answered for; with graceSeconds agents are warned first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndedSharedSessions"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/json": components["schemas"]["WithdrawSessionEndsBody"];
            };
        };
        responses: {
            /** @description Take warnings back before their deadline; each session is answered for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WithdrawnSessionEnds"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/json": components["schemas"]["SignInBody"];
            };
        };
        responses: {
            /** @description Sign in with e-mail and password: an access token and the cookie of the Admin Center */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/json": components["schemas"]["AcceptInvitationBody"];
            };
        };
        responses: {
            /** @description Choose a password; the token works once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/x-www-form-urlencoded": components["schemas"]["TokenBody"];
            };
        };
        responses: {
            /** @description OAuth 2.0 client credentials: an access token for a service account */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Auth.signOut": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmptyBody"];
            };
        };
        responses: {
            /** @description Ends this sign-in: its cookie and its access tokens */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Auth.changePassword": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordBody"];
            };
        };
        responses: {
            /** @description Choose another password: every other sign-in of yours ends; a wrong current one is WRONG_PASSWORD */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeMeBody"];
            };
        };
        responses: {
            /** @description Change your own first or last name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Users.list": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                after?: string;
                q?: string;
                sort?: string;
                seat?: string[];
                userType?: ("member" | "manager" | "admin" | "super-admin" | "auditor")[];
                group?: string[];
                status?: ("invited" | "active" | "inactive" | "suspended")[];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Users"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/json": components["schemas"]["AddUserBody"];
            };
        };
        responses: {
            /** @description Add a user */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
            /** @description All users that the filters find, as CSV */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserFilters"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Users.change": {
        parameters: {
            query?: never;
            header: {
                "if-match": string;
                /** @description The ETag of the user as you read it; 412 when changed since. */
                "If-Match"?: string;
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
                "application/json": components["schemas"]["ChangeUserBody"];
            };
        };
        responses: {
            /** @description Change names, e-mail, role, privileges or groups; what is not named stays */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description Suspend: the user stays, signs in to nothing, holds no seat */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description Let a suspended user in again; seats have to be assigned anew */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description Make the personal data of a deleted user unreadable for ever; counts and proofs stay true */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationBody"];
            };
        };
        responses: {
            /** @description Invite: a link that works once, for seven days; a new one voids the old */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/json": components["schemas"]["AssignSeatBody"];
            };
        };
        responses: {
            /** @description Assign a seat; another type replaces the present one */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description Remove a seat; sessions on it end */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatRemoved"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/json": components["schemas"]["ImportUsersBody"];
            };
        };
        responses: {
            /** @description Add the people of a pasted list (at most 1,000); each line is answered for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportedUsers"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/json": components["schemas"]["ChangeSeatsBody"];
            };
        };
        responses: {
            /** @description Give up to 10,000 users a seat, or take it away; dryRun tells what would happen */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedSeats"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Groups"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/json": components["schemas"]["GroupBody"];
            };
        };
        responses: {
            /** @description Create a group */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/json": components["schemas"]["GroupBody"];
            };
        };
        responses: {
            /** @description Rename a group */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "Plan.plan": {
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
            /** @description Seats bought, assigned and in use, by product */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/json": components["schemas"]["ChangePlanBody"];
            };
        };
        responses: {
            /** @description Change how many seats of a product there are; for the billing contact */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeAccountBody"];
            };
        };
        responses: {
            /** @description Change settings; what is not named stays */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/json": components["schemas"]["BillingContactBody"];
            };
        };
        responses: {
            /** @description Hand the plan over to another user */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccounts"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                "application/json": components["schemas"]["AddServiceAccountBody"];
            };
        };
        responses: {
            /** @description Add a service account; its secret is shown this once */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccountSecret"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                action?: "SeatCapacityChanged" | "SeatAssigned" | "SeatUnassigned" | "SessionStarted" | "SessionConnected" | "SessionEndRequested" | "SessionEndWithdrawn" | "SessionEnded" | "SeatDenied" | "AccountOpened" | "BillingContactChanged" | "AccountSettingsChanged" | "UserAdded" | "UserProfileChanged" | "UserRoleChanged" | "UserGroupsChanged" | "UserInvited" | "InvitationAccepted" | "PasswordChanged" | "UserSignedIn" | "UserSuspended" | "UserReactivated" | "UserDeleted" | "PersonErased" | "UserGroupCreated" | "UserGroupRenamed" | "UserGroupDeleted" | "ServiceAccountAdded" | "ServiceAccountSecretRotated" | "ServiceAccountDeleted" | "EmailClaimed" | "EmailReleased";
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Audit"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                action?: "SeatCapacityChanged" | "SeatAssigned" | "SeatUnassigned" | "SessionStarted" | "SessionConnected" | "SessionEndRequested" | "SessionEndWithdrawn" | "SessionEnded" | "SeatDenied" | "AccountOpened" | "BillingContactChanged" | "AccountSettingsChanged" | "UserAdded" | "UserProfileChanged" | "UserRoleChanged" | "UserGroupsChanged" | "UserInvited" | "InvitationAccepted" | "PasswordChanged" | "UserSignedIn" | "UserSuspended" | "UserReactivated" | "UserDeleted" | "PersonErased" | "UserGroupCreated" | "UserGroupRenamed" | "UserGroupDeleted" | "ServiceAccountAdded" | "ServiceAccountSecretRotated" | "ServiceAccountDeleted" | "EmailClaimed" | "EmailReleased";
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
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
            header: {
                "last-event-id": string;
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
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alive"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description Not ready, and why */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Serving"];
                };
            };
            /** @description Not serving, and why */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Serving"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
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
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
