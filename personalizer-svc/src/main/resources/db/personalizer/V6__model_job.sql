-- Files of annotations that operators imported; the files themselves are on disk, named by their content.
create table dataset (
    tenant varchar(128) not null,
    dataset_id varchar(64) not null,
    name varchar(100) not null,
    licence varchar(200) not null,
    annotations integer not null,
    posts integer not null,
    people integer not null,
    scorer_ids varchar(1024) not null,
    size_bytes bigint not null,
    card varchar(100000) not null,
    create_time timestamp with time zone not null,
    primary key (tenant, dataset_id)
);

-- Trainings and evaluations. Who runs one holds it until lease_until and renews that; when it is past, somebody else goes on with it.
create table model_job (
    tenant varchar(128) not null,
    job_id varchar(36) not null,
    kind varchar(16) not null,
    state varchar(16) not null,
    dataset_id varchar(64) not null,
    model_id varchar(64) not null,
    scorer_ids varchar(1024) not null,
    seed bigint not null,
    settings varchar(4000) not null,
    steps_done integer not null,
    steps_total integer not null,
    seconds_left integer not null,
    failure varchar(1000) not null,
    owner varchar(36) not null,
    lease_until timestamp with time zone not null,
    create_time timestamp with time zone not null,
    start_time timestamp with time zone,
    end_time timestamp with time zone,
    primary key (tenant, job_id)
);

create index model_job_by_state on model_job (state, create_time);
