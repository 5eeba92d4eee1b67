-- One row per resource that says something about a resident's life; timelines are put together when asked for.
create table item (
    reference text not null,
    kind text not null,
    resident bigint not null,
    encounter text not null,
    day date,
    moment text not null,
    title text not null,
    institution text not null,
    practitioner text not null,
    version int not null,
    position bigint not null,
    submission bigint not null,
    facts text not null,
    primary key (reference, kind)
);
create index item_of_resident on item (resident, day desc);
create index item_of_encounter on item (encounter) where encounter <> '';
