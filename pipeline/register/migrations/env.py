"""What Alembic runs: the migrations, on the connection and in the transaction that the store has begun."""

from alembic import context

from pipeline.register.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
