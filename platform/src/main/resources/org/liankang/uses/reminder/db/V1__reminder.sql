-- A message for each occasion, made once. The number it goes to is looked up when it is sent, and kept nowhere here.
create table message (
    number bigint generated always as identity primary key,
    occasion text not null unique,
    resident bigint not null,
    centre bigint not null,
    kind text not null,
    due date not null,
    made timestamptz not null,
    state text not null check (state in ('WAITING', 'SENT', 'UNWANTED', 'UNREACHABLE', 'GIVEN_UP', 'OVERTAKEN')),
    tries int not null default 0,
    sender text not null default '',
    changed timestamptz not null
);
create index message_waiting on message (number) where state = 'WAITING';
create index message_of_resident on message (resident, number);
create index message_of_centre on message (centre, number);
