-- How `bench programmes` makes what it measures on: rows of the programme book, as it would have read them from the record, each drawn from
-- the number of its resident. Nobody is real, nothing is copied and nothing came through the door. Shares and frequencies are round numbers
-- near those of the simulated districts over five years; what is found due means nothing.
-- $residents and $today are given by the bench. Numbers of residents begin at a thousand million: those that come through the door are below.

create function pg_temp.share(number bigint, what bigint) returns float8 language sql immutable as
$$ select (hashint8extended(number, what) & 1048575) / 1048576.0 $$;

create function pg_temp.pick(number bigint, what bigint, choices int) returns int language sql immutable as
$$ select ((hashint8extended(number, what) & 1048575) % choices)::int $$;

-- Ages from 0 to 95, a quarter 65 and over.
create temp table made as
select i, 1000000000 + i as resident, years, date '$today' - (years * 365.25)::int as birth,
       case when pg_temp.pick(i, 2, 2) = 0 then 'female' else 'male' end as gender,
       case when pg_temp.share(i, 3) < pow(years / 95, 3) * 0.06 then date '$today' - pg_temp.pick(i, 4, 1500) end as died,
       pg_temp.pick(i, 5, 18) as place,
       years >= 36 and pg_temp.share(i, 6) < 0.35 as hypertension,
       years >= 36 and pg_temp.share(i, 7) < 0.12 as diabetes,
       years >= 41 and pg_temp.share(i, 8) < 0.03 as copd,
       years >= 36 and pg_temp.share(i, 9) < 0.10 as lipids,
       pg_temp.share(i, 10) < 0.004 as mental
from (select i, 95 * pow(pg_temp.share(i, 1), 1.3) as years from generate_series(1, $residents::bigint) as numbers(i)) drawn;

insert into programme.patient (reference, resident, deleted, birth, gender, deceased, since, division, centre, known, at)
select 'Patient/made-' || i, resident, false, birth, gender, died, null, '330203' || lpad((place + 1)::text, 3, '0'),
       case when pg_temp.share(i, 11) < 0.93 then 'Organization/centre-' || place else '' end,
       greatest(birth, date '$today' - 1826), i
from made;

insert into programme.diagnosis (reference, resident, code, since, ended)
select 'Condition/made-' || code || i, resident, code, date '$today' - 30 - pg_temp.pick(i, 12, 3000), null
from made cross join lateral (values ('I10.x00x002', hypertension), ('E11.900x001', diabetes), ('J44.900', copd), ('E78.500', lipids),
       ('F20.900', mental)) as told(code, has)
where has;

-- Follow-ups about every quarter, one in six left out; what is found follows the number of the visit.
create temp table seen as
select resident, i, 'Encounter/made-' || kind || i || '-' || visit as reference, kind, visit,
       date '$today' - 1800 + (visit * every + pg_temp.pick(i * 100 + visit, 13, every / 3 + 1)) as day, i * 100 + visit as number
from made
cross join lateral (values ('hypertension-followup', 90, 20, hypertension), ('diabetes-followup', 90, 20, diabetes),
       ('copd-followup', 180, 10, copd), ('mental-followup', 90, 20, mental), ('lipid-check', 365, 4, lipids),
       ('elderly-exam', 365, 5, years >= 68), ('child-checkup', 180, 9, years < 6), ('outpatient', 240, 7, true)) as plan(kind, every, times, has)
cross join lateral generate_series(0, times - 1) as visits(visit)
where has and pg_temp.share(i * 100 + visit, 14) < 0.83;

delete from seen using made where made.resident = seen.resident and (seen.day < made.birth or seen.day >= made.died or seen.day > date '$today');

insert into programme.visit (reference, resident, service, day, version, at) select reference, resident, kind, day, 1, number from seen;

insert into programme.fact (source, encounter, resident, name, number, words, moment)
select 'Observation/made-' || kind || number || name, reference, resident, name, value, words, day || 'T09:00:00+08:00'
from seen
cross join lateral (values
    ('pressure', 'systolic', 118 + pg_temp.pick(number, 15, 45), ''), ('pressure', 'diastolic', 68 + pg_temp.pick(number, 16, 30), ''),
    ('chronic', 'adverse-reaction', null, 'false'), ('chronic', 'danger-signs', null, 'none'), ('chronic', 'adherence', null, 'regular'),
    ('glucose', 'fasting-glucose', 5 + pg_temp.pick(number, 17, 50) / 10.0, ''),
    ('exam', 'haemoglobin', 130, ''), ('exam', 'alt', 25, ''), ('exam', 'ast', 25, ''), ('exam', 'bilirubin', 12, ''), ('exam', 'creatinine', 80, ''),
    ('exam', 'urea', 5.5, ''), ('exam', 'cholesterol', 5, ''), ('exam', 'triglycerides', 1.5, ''), ('exam', 'ldl', 3, ''), ('exam', 'hdl', 1.3, ''),
    ('exam', 'ecg', null, ''), ('exam', 'ultrasound', null, ''), ('exam', 'self-care', pg_temp.pick(number, 18, 6), ''), ('exam', 'guidance', null, 'true'),
    ('exam', 'cognition', null, case when pg_temp.pick(number, 19, 12) = 0 then 'positive' else 'negative' end), ('exam', 'mood-screen', null, 'negative'),
    ('child', 'weight', 12, ''), ('child', 'height', 85, ''), ('child', 'development-signs', null, 'none'), ('child', 'growth', null, 'normal'),
    ('copd', 'cat', pg_temp.pick(number, 20, 30), ''), ('copd', 'mmrc', pg_temp.pick(number, 21, 4), ''),
    ('mental', 'behaviour-risk', 0, ''), ('mental', 'psychiatric-symptoms', null, 'gone'), ('mental', 'insight', null, 'full'),
    ('lipids', 'ldl', 3, ''), ('lipids', 'cholesterol', 5, ''), ('lipids', 'triglycerides', 1.6, ''), ('lipids', 'hdl', 1.2, '')
  ) as found(about, name, value, words)
where case about
    when 'pressure' then kind in ('hypertension-followup', 'diabetes-followup', 'elderly-exam')
    when 'chronic' then kind in ('hypertension-followup', 'diabetes-followup')
    when 'glucose' then kind in ('diabetes-followup', 'elderly-exam')
    when 'exam' then kind = 'elderly-exam'
    when 'child' then kind = 'child-checkup'
    when 'copd' then kind = 'copd-followup'
    when 'mental' then kind = 'mental-followup'
    else kind = 'lipid-check' end;

-- One woman in eight between 20 and 42 told of a pregnancy once in these years.
insert into programme.told (reference, encounter, resident, name, day, told, rank, at)
select 'Observation/made-lmp' || i, 'Encounter/made-antenatal' || i, resident, 'last-menstrual-period', began, began + 60, 0, i
from (select *, date '$today' - 40 - pg_temp.pick(i, 22, 1500) as began from made
      where gender = 'female' and years between 20 and 42 and pg_temp.share(i, 23) < 0.125) expecting;

insert into programme.visit (reference, resident, service, day, version, at)
select encounter, resident, 'antenatal-first', told, 1, at from programme.told where name = 'last-menstrual-period' and told <= date '$today'
on conflict do nothing;

insert into programme.wake (resident, day) select resident, null from made;

analyze programme.patient, programme.diagnosis, programme.visit, programme.fact, programme.told, programme.wake;

drop table seen;

drop table made;
