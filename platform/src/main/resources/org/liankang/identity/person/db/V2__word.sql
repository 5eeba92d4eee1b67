-- The words a resident is found by beside their numbers: the name as written, its pinyin initials, its whole pinyin, and
-- the family name whole with the initials of the rest; once more for each other reading of the name.
create table word (
    word text collate "C" not null,
    person bigint not null,
    centre bigint not null
);
create index word_of_centre on word (centre, word);
create index word_anywhere on word (word);
create index word_of_person on word (person);

-- The ends of numbers, read backwards so that an index finds them.
create index person_id_number_end on person (reverse(id_number) text_pattern_ops) where id_number is not null;
create index person_phone_end on person (reverse(phone) text_pattern_ops) where phone <> '';
