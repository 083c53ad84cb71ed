-- What a trained model knows of a person: sums over annotations (its form is the model's), how many annotations it could read, and how
-- many not. Nothing here is a source: a row whose last_change is not the person's, or whose space is not that of the process (which scorers
-- it can read, and through which alignments), is computed again from the annotations.
create table calibration_state (
    tenant varchar(128) not null,
    user_id varchar(128) not null,
    model_id varchar(64) not null,
    space varchar(64) not null,
    last_change timestamp with time zone not null,
    active integer not null,
    inactive integer not null,
    sums bytea not null,
    primary key (tenant, user_id, model_id),
    foreign key (tenant, user_id) references person on delete cascade
);
