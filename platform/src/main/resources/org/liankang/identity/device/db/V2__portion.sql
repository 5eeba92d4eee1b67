-- What a device was handed, portion by portion: whom it holds, and in which state. A portion names the one before it, so that
-- the portion a device holds last tells all it holds, and an answer that got lost on the way counts for nothing.
create sequence portion_number;
create table portion (
    id bigint primary key,
    device bigint not null references device,
    round bigint not null,             -- id of the first portion of the same update
    previous bigint not null,          -- 0 for the first of an update
    base bigint not null,              -- last portion of the update this one starts from; 0 when everybody is handed out
    until bigint not null,             -- number of the last resident looked at
    last boolean not null,             -- the update is complete with it
    at timestamptz not null,
    residents bigint[] not null,
    states bigint[] not null           -- of each resident, in the same order: digest of what was handed out
);
create index portion_of_device on portion (device, id);
