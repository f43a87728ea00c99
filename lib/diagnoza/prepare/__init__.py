"""Raw to processed: read, compute, check, store; nothing is redone while its inputs, the library and its packages are the same."""
