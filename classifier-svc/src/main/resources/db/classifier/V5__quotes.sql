-- Where the words stand, in the normalised text, that a model quoted for its scores: value:start-end, separated by commas. No words. Empty or
-- null where nobody asked for quotes.
alter table score add column quotes varchar(128);
