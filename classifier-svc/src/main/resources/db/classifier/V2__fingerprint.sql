-- What the provider of a model said about the state of the model that made the scores; empty or null if nothing is known.
alter table score add column fingerprint varchar(128);
