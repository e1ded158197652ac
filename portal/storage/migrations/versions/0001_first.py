"""The first tables: readers and their circle, sessions, places, records, messages, counters.
Released with 0.2.0.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "facts",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_facts"),
    )
    op.create_table(
        "readers",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("locked_key", sa.LargeBinary, nullable=False),
        sa.Column("added_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_readers"),
        sa.UniqueConstraint("name", name="uq_readers_name"),
    )
    op.create_table(
        "circles",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("successor", sa.Integer, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_circles"),
        sa.ForeignKeyConstraint(["successor"], ["circles.id"], name="fk_circles_successor_circles"),
    )
    op.create_table(
        "members",
        sa.Column("circle", sa.Integer, nullable=False),
        sa.Column("reader", sa.Integer, nullable=False),
        sa.Column("sealed_key", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("circle", "reader", name="pk_members"),
        sa.ForeignKeyConstraint(
            ["circle"], ["circles.id"], name="fk_members_circle_circles", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reader"], ["readers.id"], name="fk_members_reader_readers", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("reader", sa.Integer, nullable=False),
        sa.Column("token", sa.LargeBinary, nullable=False),
        sa.Column("boxed_key", sa.LargeBinary, nullable=False),
        sa.Column("started", sa.BigInteger, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("ref", name="uq_sessions_ref"),
        sa.UniqueConstraint("token", name="uq_sessions_token"),
        sa.ForeignKeyConstraint(
            ["reader"], ["readers.id"], name="fk_sessions_reader_readers", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "lanes",
        sa.Column("lane", sa.LargeBinary, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("not_before", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("lane", name="pk_lanes"),
    )
    op.create_table(
        "places",
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("next_no", sa.Integer, nullable=False),
        sa.Column("taken", sa.Integer, nullable=False),
        sa.Column("waiting", sa.Integer, nullable=False),
        sa.Column("gone_on", sa.Date, nullable=True),
        sa.PrimaryKeyConstraint("slug", name="pk_places"),
    )
    op.create_table(
        "records",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("lookup", sa.LargeBinary, nullable=False),
        sa.Column("code_key", sa.LargeBinary, nullable=True),
        sa.Column("slug", sa.String(120), nullable=True),
        sa.Column("number", sa.Integer, nullable=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("until", sa.BigInteger, nullable=True),
        sa.Column("waits", sa.Boolean, nullable=False),
        sa.Column("consent", sa.Integer, nullable=True),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("touched_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=True),
        sa.Column("circle", sa.Integer, nullable=False),
        sa.Column("envelope", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_records"),
        sa.UniqueConstraint("ref", name="uq_records_ref"),
        sa.UniqueConstraint("lookup", name="uq_records_lookup"),
        sa.UniqueConstraint("slug", "number", name="uq_records_slug_number"),
        sa.ForeignKeyConstraint(["slug"], ["places.slug"], name="fk_records_slug_places"),
        sa.ForeignKeyConstraint(["circle"], ["circles.id"], name="fk_records_circle_circles"),
    )
    op.create_index("ix_records_waits", "records", ["waits"])
    op.create_index("ix_records_ends_on", "records", ["ends_on"])
    op.create_index("ix_records_slug_state_number", "records", ["slug", "state", "number"])
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("record", sa.Integer, nullable=False),
        sa.Column("once", sa.LargeBinary, nullable=False),
        sa.Column("by_host", sa.Boolean, nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("circle", sa.Integer, nullable=False),
        sa.Column("envelope", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("once", name="uq_messages_once"),
        sa.ForeignKeyConstraint(
            ["record"], ["records.id"], name="fk_messages_record_records", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["circle"], ["circles.id"], name="fk_messages_circle_circles"),
    )
    op.create_index("ix_messages_record", "messages", ["record"])
    op.create_table(
        "counters",
        sa.Column("form", sa.String(8), nullable=False),
        sa.Column("hour", sa.Integer, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("form", "hour", name="pk_counters"),
    )
