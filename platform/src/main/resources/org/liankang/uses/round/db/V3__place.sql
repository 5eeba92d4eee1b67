-- Derived from the record: where places lie, as their Location resources say.
create table place (
    reference text primary key,
    division text not null,            -- of its address, or empty
    name text not null,
    latitude double precision not null,
    longitude double precision not null,
    at bigint not null                 -- position of the newest word
);
