-- How `bench plan` makes the rows it measures on: each is drawn by itself from the number of its resident, so that the same number of
-- residents always gives the same rows (for one version of DuckDB, whose hash it is). Nobody is real, nothing is copied and
-- nothing came through the door. Shares and frequencies are round numbers near those of the simulated districts; the
-- figures computed from these rows mean nothing. Rows with a date lie in its order, as a feed brings them over the years.
-- $residents and $end are given by the bench.

create or replace temp macro share(number, what) as (hash(number, what) % 1000000) / 1000000.0;

create or replace temp macro pick(number, what, choices) as cast(hash(number, what) % choices as bigint);

create or replace temp macro some_id(number, what) as cast(cast(md5(what || number) as uuid) as varchar);

create or replace temp macro day(number, what, days) as cast($end as date) - cast(share(number, what) * days as integer);

-- 18 towns and streets with a centre each, stations, hospitals and the rest, and two institutions out of the area.
insert into organization by name
select some_id(i, 'organization') as id, 1 as version, i as position, 0 as resident, 0 as institution,
       printf('9133020300000%05d', i) as code, 'institution ' || i as name,
       case when i <= 18 then 'community-centre' when i <= 78 then 'station' when i <= 88 then 'hospital'
            when i = 89 then 'tcm-hospital' when i = 90 then 'maternal-child' when i = 91 then 'cdc'
            when i = 92 then 'emergency-centre' when i <= 98 then 'private-hospital' else 'out-of-area' end as kind,
       '330203' || printf('%03d', (i - 1) % 18 + 1) as division,
       case when i between 79 and 90 then $residents // 2000 when i <= 18 then $residents // 50000 else 0 end as beds,
       share(i, 'tcm') < 0.9 as tcm, case when i > 18 and i <= 78 then 30 else 0 end as childcare_places
from range(1, 101) as numbers(i);

insert into practitionerrole by name
select some_id(i, 'role') as id, 1 as version, 100 + i as position, 0 as resident, 0 as institution,
       some_id(i, 'practitioner') as practitioner, some_id(1 + pick(i, 'works', 98), 'organization') as organization,
       ['physician', 'physician', 'general-practitioner', 'nurse', 'nurse', 'nurse', 'public-health'][1 + pick(i, 'kind', 7)] as kind
from range(1, 1 + $residents * 14 // 1000) as numbers(i);

-- Ages from 0 to 95, a quarter 65 and over; one in a hundred has died in the last five years, the old more often.
create or replace temp table made as
select *, cast(share(i, 'death') < pow(years / 95, 3) * 0.06 as boolean) as dies,
       '330203' || printf('%03d', pick(i, 'division', 18) + 1) as division,
       some_id(pick(i, 'division', 18) + 1, 'organization') as centre, some_id(i, 'patient') as patient,
       years >= 35 and share(i, 'hypertension') < 0.35 as hypertension, years >= 35 and share(i, 'diabetes') < 0.12 as diabetes
from (select i, 95 * pow(share(i, 'age'), 1.3) as years from range(1, 1 + $residents) as numbers(i));

insert into patient by name
select patient as id, 1 as version, 100000 + i as position, i as resident, 0 as institution,
       case when pick(i, 'gender', 2) = 0 then 'female' else 'male' end as gender,
       cast($end as date) - cast(years * 365.25 as integer) as birth_date,
       case when dies then greatest(day(i, 'death-day', 1825), birth_date) end as deceased, division, centre,
       case when years < 5 then some_id(1 + pick(i, 'mother', $residents), 'patient') end as mother
from made order by i;

insert into condition by name
select some_id(i, what) as id, 1 as version, 10000000 + i as position, i as resident, 0 as institution, code,
       'active' as clinical_status, 'confirmed' as verification_status,
       day(i, what, 3650) as recorded, recorded as onset
from (select i, 'I10.x00x002' as code, 'hypertension' as what from made where hypertension
      union all select i, 'E11.900x001', 'diabetes' from made where diabetes
      union all select i, ['J06.900', 'K29.500', 'M54.500', 'N39.000'][1 + pick(i, 'ill', 4)], 'ill' from made)
order by recorded;

insert into contract by name
select some_id(i * 10 + year, 'contract') as id, 1 as version, 20000000 + i as position, i as resident, 0 as institution,
       'executed' as status, centre as organization, make_date(year(cast($end as date)) - year, 1, 1) as started,
       make_date(year(cast($end as date)) - year, 12, 31) as ended, started as issued
from made, range(0, 3) as years_back(year) where share(i, 'signs') < 0.6 order by started;

-- Over five years: a follow-up each quarter for each of the diseases, kept by most; a yearly exam of the old; visits and admissions of all.
create or replace temp table visit as
select *, some_id(i * 1000 + number, service) as id
from (select i, centre, number, 'hypertension-followup' as service, day(i, 'h' || number, 90) - cast(90 * number as integer) as day
      from made, range(0, 20) as numbers(number) where hypertension and share(i, 'keeps' || number) < 0.85
      union all
      select i, centre, number, 'diabetes-followup', day(i, 'd' || number, 90) - cast(90 * number as integer)
      from made, range(0, 20) as numbers(number) where diabetes and share(i, 'keeps' || number) < 0.85
      union all
      select i, centre, number, 'elderly-exam', day(i, 'e' || number, 330) - cast(365 * number as integer)
      from made, range(0, 5) as numbers(number) where years >= 65 + number and share(i, 'exam' || number) < 0.7
      union all
      select i, centre, number,
             case when share(i, 's' || number) < 0.85 then 'outpatient' when share(i, 's' || number) < 0.94 then 'emergency'
                  when share(i, 's' || number) < 0.99 then 'inpatient' else 'delivery' end, day(i, 'v' || number, 1825)
      from made, range(0, 10) as numbers(number)
      where share(i, 'visit' || number) < 0.8);

insert into encounter by name
select id, 1 as version, 30000000 + i as position, i as resident, 0 as institution, 'finished' as status,
       case when service = 'inpatient' then 'IMP' else 'AMB' end as class, service,
       day + interval 10 hour as started, started + interval 20 minute as ended,
       case when service in ('outpatient', 'emergency', 'inpatient', 'delivery')
            then some_id(1 + pick(i, number, 100), 'organization') else centre end as organization
from visit order by day;

-- Blood pressure is one panel with two components; 20 measurements of an exam are what the rule asks for and more.
insert into observation by name
select some_id(i * 1000 + number, service || code) as id, 1 as version, 60000000 + i as position,
       i as resident, 0 as institution, 'final' as status, code, day + interval 10 hour as effective, id_of_visit as encounter,
       centre as organization,
       case when component is null then 4 + 6 * share(i * 1000 + number, code) end as value,
       component, case component when '8480-6' then 115 + 50 * share(i * 1000 + number, component)
                                 when '8462-4' then 65 + 35 * share(i * 1000 + number, component) end as component_value
from (select *, split_part(pair, '/', 1) as code, nullif(split_part(pair, '/', 2), '') as component from (
      select visit.* exclude (id), id as id_of_visit, unnest(
             case service
             when 'hypertension-followup' then ['85354-9/8480-6', '85354-9/8462-4', '8867-4/', '29463-7/']
             when 'diabetes-followup' then ['14771-0/', '85354-9/8480-6', '85354-9/8462-4', '29463-7/']
             when 'elderly-exam' then ['85354-9/8480-6', '85354-9/8462-4', '29463-7/', '8302-2/', '8280-0/', '39156-5/', '718-7/',
                  '1742-6/', '1920-8/', '14631-6/', '14682-9/', '22664-7/', '14771-0/', '14647-2/', '14927-8/', '22748-8/', '14646-4/',
                  '11524-6/', '45036-6/', 'self-care-score/']
             end) as pair
      from visit where service in ('hypertension-followup', 'diabetes-followup', 'elderly-exam')))
order by day;

insert into observation by name
select some_id(i, 'cause') as id, 1 as version, 200000000 + i as position, i as resident, 0 as institution, 'final' as status,
       '69453-9' as code, day(i, 'death-day', 1825) + interval 12 hour as effective,
       ['I21.900', 'C34.900', 'J44.900', 'E11.900', 'V89.200'][1 + pick(i, 'cause', 5)] as value_code
from made where dies order by effective;

insert into answer by name
select some_id(i * 1000 + number, service || 'answer') as id, 1 as version, 30000000 + i as position,
       i as resident, 0 as institution, 'urn:liankang:form:' || service as questionnaire, 'completed' as status,
       day + interval 10 hour as authored, id_of_visit as encounter, item,
       case item when 'adherence' then 'regular' when 'classification' then 'controlled' end as code,
       case when item in ('adverse-reaction', 'complication') then false when item = 'guidance' then true end as flag
from (select visit.* exclude (id), id as id_of_visit,
             unnest(case service when 'elderly-exam' then ['guidance']
                    else ['adherence', 'adverse-reaction', 'complication', 'classification'] end) as item
      from visit where service in ('hypertension-followup', 'diabetes-followup', 'elderly-exam'))
order by day;

drop table visit;
drop table made;
