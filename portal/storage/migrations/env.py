"""Called by Alembic with the connection of ``portal.storage.migrate``; its transaction is the
caller's.
"""

from alembic import context

from portal.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
