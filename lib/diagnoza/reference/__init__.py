"""Public figures of municipalities: what each is, the small tables that come with the project, the national tables."""
