"""Alembic's entry: runs on the connection, and in the transaction, that the record has already opened."""

from alembic import context

if hasattr(context, "config"):  # not so when a tool imports every module to look at it
    context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()
