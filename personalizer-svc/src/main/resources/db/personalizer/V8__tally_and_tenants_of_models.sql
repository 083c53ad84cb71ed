-- What all annotations of a person in a value set come to: counts and whole-number sums, which follow every change without a look at the
-- other annotations (the form is that of the class Tally). Nothing here is a source: a row whose last_change is not the person's is
-- counted again from the annotations.
create table annotation_tally (
    tenant varchar(128) not null,
    user_id varchar(128) not null,
    value_set_id varchar(64) not null,
    value_set_version integer not null,
    last_change timestamp with time zone not null,
    tally bytea not null,
    primary key (tenant, user_id, value_set_id, value_set_version),
    foreign key (tenant, user_id) references person on delete cascade
);

-- Whether a model has learnt from what the people of its tenant annotated: then it is never another tenant's.
alter table model add column recorded boolean not null default false;

update model set recorded = true where exists (
    select 1 from model_job where model_job.tenant = model.tenant and model_job.job_id = model.job_id and model_job.recorded
);
