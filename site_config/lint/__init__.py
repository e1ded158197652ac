"""What is wrong with content, and what waits for a person. ``run.run_all`` runs every check."""
