-- Models themselves are folders on disk, named by their content; what stands here is which tenant has them, how they were judged, and
-- which one is in production.

create table model (
    tenant varchar(128) not null,
    model_id varchar(64) not null,
    value_set_id varchar(64) not null,
    scorer_ids varchar(1024) not null,
    dataset_id varchar(64) not null,
    job_id varchar(36) not null,
    create_time timestamp with time zone not null,
    primary key (tenant, model_id)
);

create index model_by_time on model (tenant, value_set_id, create_time, model_id);

-- What EvaluateModel found, as JSON of the form of metrics.json.
create table model_evaluation (
    tenant varchar(128) not null,
    model_id varchar(64) not null,
    dataset_id varchar(64) not null,
    seed bigint not null,
    metrics varchar(1000000) not null,
    create_time timestamp with time zone not null,
    primary key (tenant, model_id, dataset_id, seed),
    foreign key (tenant, model_id) references model
);

-- What is in production; no row as long as nothing was promoted. An empty model_id is what serves without any.
create table model_pointer (
    tenant varchar(128) not null,
    value_set_id varchar(64) not null,
    model_id varchar(64) not null,
    etag varchar(36) not null,
    sequence bigint not null,
    update_time timestamp with time zone not null,
    primary key (tenant, value_set_id)
);

-- Every move of the pointer, in the transaction that moved it. Rows are added and never changed; the sequence has no gaps.
create table model_promotion (
    tenant varchar(128) not null,
    value_set_id varchar(64) not null,
    sequence bigint not null,
    kind varchar(16) not null,
    model_id varchar(64) not null,
    previous_model_id varchar(64) not null,
    reason varchar(500) not null,
    request_id varchar(64) not null,
    create_time timestamp with time zone not null,
    primary key (tenant, value_set_id, sequence)
);

-- Which model is asked about a sample of the calls beside the one in production; no row if none is.
create table model_shadow (
    tenant varchar(128) not null,
    value_set_id varchar(64) not null,
    model_id varchar(64) not null,
    version varchar(36) not null,
    share double precision not null,
    primary key (tenant, value_set_id),
    foreign key (tenant, model_id) references model
);
