"""Open data: the list of datasets, the passport of each, its files and their schema."""
