-- Days that timetables and episodes hang on, as they were told; several for one resource and name are possible.
create table told (
    reference text not null,
    encounter text not null,
    resident bigint not null,
    name text not null,
    day date not null,
    told date not null,
    rank int not null,
    at bigint not null
);
create index told_of_reference on told (reference);
create index told_of_resident on told (resident);

-- The names of facts the tables above were read with. Unknown for what was read before: it is read again.
alter table rulebook add column facts text;
