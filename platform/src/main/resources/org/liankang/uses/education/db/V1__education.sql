-- Health education activities: the newest version of each MeasureReport that tells of one.
create table activity (
    id       text    not null primary key,
    version  integer not null,
    reporter text    not null,
    kind     text    not null,
    day      date    not null,
    title    text    not null,
    people   integer not null,
    evidence text    not null
);
create index activity_reporter on activity (reporter, day);
