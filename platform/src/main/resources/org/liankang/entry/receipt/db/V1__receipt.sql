-- Everything that ever came in, as it came.
create table submission (
    number bigint primary key,
    key text collate "C",              -- idempotency: by the sender's key or by content; null where neither applies
    digest bytea not null,             -- SHA-256 of the payload
    channel text not null,
    login text not null,
    institution text not null,         -- unified social credit code, or empty
    interaction text not null,
    received timestamptz not null,
    state text not null,               -- ACCEPTED, PARTIAL, QUARANTINED, REFUSED
    items int not null,
    stored int not null,
    receipt bytea not null,            -- the answer given, as a Zstandard frame of JSON
    payload bytea not null             -- Zstandard frame of the bytes as they came
);
alter table submission alter column payload set storage external;
alter table submission alter column receipt set storage external;
create unique index submission_key on submission (key) where key is not null;
create index submission_state on submission (state, number) where state <> 'ACCEPTED';

create table quarantine (
    number bigint primary key,
    submission bigint not null,
    item int not null,                 -- entry in the bundle, 0 for a single interaction
    interaction text not null,
    type text not null,
    id text not null,
    login text not null,
    institution text not null,
    code text not null,                -- of the first error
    findings text not null,            -- JSON
    waiting_for text collate "C",      -- the reference whose arrival releases it, or null
    payload bytea not null,
    state text not null,               -- OPEN, RELEASED, DISCARDED
    opened timestamptz not null,
    tries int not null default 1,
    closed timestamptz,
    closed_by text,
    closing text                       -- the new submission, or why it was discarded
);
create index quarantine_open on quarantine (code, number) where state = 'OPEN';
create index quarantine_waiting on quarantine (waiting_for, number) where state = 'OPEN' and waiting_for is not null;
create index quarantine_submission on quarantine (submission);
