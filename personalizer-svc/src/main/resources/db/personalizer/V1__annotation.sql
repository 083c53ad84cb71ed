-- User ids are opaque: at most 128 bytes of UTF-8, hence at most 128 characters, compared as they are, trailing spaces included.

-- Everyone of whom something is kept. Whoever writes about a person locks this row first, so that writes about one person follow
-- each other; erasing it erases everything. last_change only grows, whatever the clocks of replicas say.
create table person (
    tenant varchar(128) not null,
    user_id varchar(128) not null,
    last_change timestamp with time zone not null,
    primary key (tenant, user_id)
);

-- What a person said about one post, and what scorers said about it, in one row: reading a person is one range of the primary key.
-- Ratings are kept by name ("achievement=3 face=0"), so that they can be exported even when their value set is no longer
-- installed. base_scores holds for each scorer the length of its id in bytes, the id, the number of its scores, and the scores
-- in the order of the value set: integers and floats of 32 bits, big-endian.
create table annotation (
    tenant varchar(128) not null,
    user_id varchar(128) not null,
    value_set_id varchar(64) not null,
    value_set_version integer not null,
    content_key varchar(64) not null,
    value_set_sha256 varchar(64) not null,
    ratings varchar(40000) not null,
    base_scores bytea not null,
    annotate_time timestamp with time zone not null,
    primary key (tenant, user_id, value_set_id, value_set_version, content_key),
    foreign key (tenant, user_id) references person on delete cascade
);

-- The order of the export.
create index annotation_by_time
    on annotation (tenant, user_id, annotate_time, value_set_id, value_set_version, content_key);
