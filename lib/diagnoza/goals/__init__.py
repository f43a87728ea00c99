"""Goals of partners' documents: which fields they have in common, how surely they were coded, and which have run out."""
