-- A model that was made of one which has learnt from what the people of its tenant annotated has learnt from them too.
update model set recorded = true where exists (
    select 1 from model_job join model base on base.tenant = model_job.tenant and base.model_id = model_job.base_model_id
    where model_job.tenant = model.tenant and model_job.job_id = model.job_id and base.recorded
);

-- And one that was made of such a one.
update model set recorded = true where exists (
    select 1 from model_job join model base on base.tenant = model_job.tenant and base.model_id = model_job.base_model_id
    where model_job.tenant = model.tenant and model_job.job_id = model.job_id and base.recorded
);
