-- What was read before knows nothing of consents, ends, attendance and answers: it is read again from the beginning.
truncate patient, diagnosis, service, organization, team, agreement, promise, rulebook;
do $$ begin
    if to_regclass('position') is not null then
        update position set at = 0;
    end if;
end $$;

alter table patient add column reachable boolean not null;
alter table service add column attended boolean not null;
alter table team add column active boolean not null;
alter table agreement add column consent text not null;
alter table agreement add column follows text not null;
alter table agreement add column ending text not null;
create index agreement_of_team on agreement (team);

-- What residents answered about their family doctors.
create table answer (
    reference text primary key,
    resident bigint not null,
    day date not null,
    code text not null
);
create index answer_of_resident on answer (resident);

drop table fulfilment;
create table fulfilment (
    agreement text not null,
    resident bigint not null,
    year int not null,
    team text not null,
    counted boolean not null,
    priority boolean not null,
    groups text not null,
    promised int not null,
    kept int not null,
    honoured boolean not null,
    -- checks that fail, by their codes; none: a valid contract, a valid fulfilment
    invalid text not null,
    unfulfilled text not null,
    answers int not null,
    satisfied int not null,
    primary key (agreement, year)
);
create index fulfilment_of_resident on fulfilment (resident);
create index fulfilment_of_team on fulfilment (year, team);
