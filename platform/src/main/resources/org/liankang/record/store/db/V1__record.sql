-- The record: append-only versions, the current head of each resource with what it is searched by.
create table type (
    number smallint primary key,
    name text not null unique
);

-- Bodies are Zstandard frames already, so PostgreSQL need not try again.
create table version (
    position bigint primary key,
    type smallint not null,
    id text collate "C" not null,
    number int not null,
    previous bigint not null,          -- position of the version before, 0 for the first: history is this chain
    resident bigint not null,
    institution bigint not null,
    submission bigint not null,
    at timestamptz not null,
    deleted boolean not null,
    body bytea not null
);
alter table version alter column body set storage external;
create index version_submission on version (submission);

create table head (
    type smallint not null,
    id text collate "C" not null,
    number int not null,
    position bigint not null,
    resident bigint not null,
    deleted boolean not null,
    digest bigint not null,            -- of the body, to recognise an update that changes nothing
    tokens bigint[] not null,          -- hashes of (type, parameter, value)
    low timestamptz,                   -- the resource's clinical time, as a range
    high timestamptz,
    primary key (type, id)
);
create index head_resident on head (resident, type, low) where resident > 0;
create index head_tokens on head using gin (tokens);

-- Names and addresses, folded to lower case, for searches by the beginning of a word.
create table phrase (
    type smallint not null,
    parameter text collate "C" not null,
    value text collate "C" not null,
    id text collate "C" not null
);
create index phrase_value on phrase (type, parameter, value);
create index phrase_id on phrase (type, id);
