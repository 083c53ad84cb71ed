-- What a person answered in a questionnaire, by item number ("1=4 2=7"): one row, because answers are only ever read together.
create table answer (
    tenant varchar(128) not null,
    user_id varchar(128) not null,
    questionnaire_id varchar(64) not null,
    answers varchar(4000) not null,
    answer_time timestamp with time zone not null,
    primary key (tenant, user_id, questionnaire_id),
    foreign key (tenant, user_id) references person on delete cascade
);
