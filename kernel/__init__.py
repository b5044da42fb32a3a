"""What every part stands on: the database, events, jobs, refusals, settings and the web's plumbing."""
