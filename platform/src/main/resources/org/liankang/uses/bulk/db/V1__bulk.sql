-- Bulk jobs: what was asked, how far it is, and the files it left. Never content: that is in the files, which expire.
create table job (
    id        text primary key,
    kind      text        not null,    -- EXPORT, IMPORT, UPLOAD
    state     text        not null,    -- QUEUED, RUNNING, RECEIVING, DONE, FAILED, CANCELLED, EXPIRED
    account   bigint      not null,
    login     text        not null,
    institution text      not null,    -- spoken for by an import, or empty
    purpose   text        not null,
    key       text,                    -- the sender's idempotency key of an upload
    request   text        not null,    -- the address asked, shown in the manifest
    spec      text        not null,    -- what was asked, as JSON
    at        timestamptz not null,    -- the moment an export shows; when an import was asked for
    position  bigint      not null,    -- feed position of that moment
    done      bigint      not null default 0,
    whole     bigint      not null default 0,
    resources bigint      not null default 0,
    bytes     bigint      not null default 0,
    tries     int         not null default 0,
    finished  timestamptz,
    expires   timestamptz,
    code      text,                    -- why it failed
    message   text
);
create index job_open on job (at) where state in ('QUEUED', 'RUNNING');
create index job_moment on job (at) where kind = 'EXPORT';
create unique index job_upload on job (account, key) where key is not null;

-- A file's bytes and lines as of the last finished stretch; what lies behind them on disk is cut off on resumption.
create table file (
    job       text    not null references job (id),
    name      text    not null,
    kind      text    not null,        -- OUTPUT, DELETED, ERROR
    type      text    not null,
    bytes     bigint  not null,
    lines     bigint  not null,
    closed    boolean not null,
    primary key (job, name)
);

-- What an import reads, and up to where it is through the door.
create table source (
    job       text   not null references job (id),
    number    int    not null,
    type      text   not null,         -- empty when lines may be of any type
    url       text   not null,         -- empty for an upload
    bytes     bigint not null default 0,
    line      bigint not null default 0,
    checksum  bigint not null default 0, -- CRC-32C of the bytes so far, to know the same file again
    stored    bigint not null default 0,
    unchanged bigint not null default 0,
    waiting   bigint not null default 0,
    refused   bigint not null default 0,
    ended     boolean not null default false,
    primary key (job, number)
);
