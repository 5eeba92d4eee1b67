-- What somebody stated and what was divided then, as it was then: a replay does not touch it.
create table settlement (
    number bigint generated always as identity primary key,
    organization text not null,
    year int not null,
    fund bigint not null check (fund > 0),
    share numeric(5, 2) not null,
    evidence text not null,
    stated_by text not null,
    stated_at timestamptz not null,
    -- the feed's position of what was counted, and the rules it was divided by
    position bigint not null,
    rules text not null,
    unique (organization, year, number)
);

-- Every fen of the fund stands in exactly one line.
create table settlement_line (
    settlement bigint not null references settlement,
    line int not null,
    part text not null,
    team text not null,
    agreement text not null,
    points bigint not null,
    of_points bigint not null,
    fen bigint not null,
    primary key (settlement, line)
);
create index settlement_line_of_team on settlement_line (settlement, team);
