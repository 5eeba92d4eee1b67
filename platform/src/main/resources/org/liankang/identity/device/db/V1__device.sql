-- The devices that keep a part of the record for work without a connection.
create table device (
    id bigint generated always as identity primary key,
    account bigint not null,
    name text not null,
    digest bytea not null unique,      -- SHA-256 of the device's token
    team text not null,                -- id of the CareTeam whose residents it keeps; empty: whoever is due
    villages text[] not null,          -- only of these villages; empty: of all
    registered timestamptz not null,
    expires timestamptz not null,
    synced timestamptz,                -- when it last had everything
    residents int not null default 0,  -- how many that were
    withdrawn timestamptz,
    withdrawn_by text not null default ''
);
create index device_of_account on device (account, id);

-- What seals the drafts an account leaves in browsers. It is given to signed-in pages only and never kept on a device.
create table draft_key (
    account bigint primary key,
    key bytea not null
);
