-- What a tenant used of language models on one day of UTC. Reserved is what calls under way may cost at most; what was reserved when a
-- process died stays, because nobody knows what its calls cost.
create table model_usage (
    tenant varchar(128) not null,
    usage_day date not null,
    calls bigint not null,
    estimated_calls bigint not null,
    used_tokens bigint not null,
    used_micro_dollars bigint not null,
    reserved_tokens bigint not null,
    reserved_micro_dollars bigint not null,
    primary key (tenant, usage_day)
);
