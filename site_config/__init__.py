"""The content model, its checks and listings, and the one file that knows MkDocs."""
