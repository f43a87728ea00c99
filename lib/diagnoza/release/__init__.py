"""What leaves the project: what each table shows, whether it all together tells of anybody, and whether the files are clean."""
