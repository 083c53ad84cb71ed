-- When this person last took something back, or was first known: a state that was computed from an earlier last_change must not be used and
-- not be kept. The new column is the time of the last change for everybody, because earlier versions did not note it.
alter table person add column withdraw_time timestamp with time zone;

update person set withdraw_time = last_change;

-- Trainings on what the people of the tenant annotated have no dataset_id; they may have a base model, or 'shipped'.
alter table model_job add column recorded boolean not null default false;

alter table model_job add column base_model_id varchar(64) not null default '';
