-- Derived from the feed: emptied and read again at will.
create table subscription (
    id text collate "C" primary key,
    owner text not null,               -- login that brought the first version
    changed bigint not null,           -- position of the version in force
    asked text not null,               -- active, off, deleted: what that version asks for
    channel text not null,
    criteria text not null,
    endpoint text not null,
    problem text not null,             -- code of docs/findings.md that keeps it from working, or empty
    detail text not null,
    last bigint not null               -- number of its newest event, 0 before the first
);

create table event (
    subscription text collate "C" not null,
    number bigint not null,            -- from 1 without a gap, also over changes of the subscription
    position bigint not null,          -- the version that made it
    resident bigint not null,
    focus text not null,               -- Type/id
    primary key (subscription, number)
);

-- Not derived: what the world outside has been told. Survives a replay.
create table delivery (
    subscription text collate "C" primary key,
    changed bigint not null,           -- the version of the subscription that this state is about
    state text not null,               -- requested, active, error, off
    next bigint not null,              -- the first number that the endpoint has not acknowledged
    attempts int not null,             -- failed in a row
    failing_since timestamptz,
    next_try timestamptz,              -- null: never by itself
    beat_due timestamptz,
    delivered_at timestamptz,
    paused boolean not null,
    error text not null,
    detail text not null
);

-- Not derived: which definition of a topic held from which position on, so that a replay counts as it was counted.
create table topic (
    url text not null,
    since bigint not null,
    body text not null,
    primary key (url, since)
);
