"""Tables and columns in the field's words: groups, submissions, facilitators, circle_members and
login_throttles. Released with 0.5.0.

Neither engine renames the constraints of a table with it, so the rows are set aside and the tables
made anew, alike on both.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Each old table with its new name and those columns that have a new name, children first.
RENAMED = {
    "messages": ("messages", {"record": "submission", "once": "idempotency_key"}),
    "records": ("submissions", {}),
    "sessions": ("sessions", {"reader": "facilitator"}),
    "members": ("circle_members", {"reader": "facilitator"}),
    "lanes": ("login_throttles", {"lane": "throttle_key"}),
    "places": ("groups", {}),
    "readers": ("facilitators", {}),
}
NUMBERED = ("facilitators", "sessions", "submissions", "messages")


def upgrade() -> None:
    connection = op.get_bind()
    columns = {
        old: [column["name"] for column in sa.inspect(connection).get_columns(old)]
        for old in RENAMED
    }
    for old in RENAMED:
        op.execute(f"CREATE TABLE kept_{old} AS SELECT * FROM {old}")  # noqa: S608
        op.drop_table(old)
    _create()
    for old, (new, renamed) in reversed(RENAMED.items()):
        names = ", ".join(renamed.get(name, name) for name in columns[old])
        op.execute(
            f"INSERT INTO {new} ({names}) SELECT {', '.join(columns[old])} FROM kept_{old}"  # noqa: S608
        )
        op.drop_table(f"kept_{old}")
    if connection.dialect.name == "postgresql":
        for new in NUMBERED:
            op.execute(
                f"SELECT setval(pg_get_serial_sequence('{new}', 'id'), max(id)) FROM {new} "  # noqa: S608
                "HAVING max(id) IS NOT NULL"
            )


def _create() -> None:
    op.create_table(
        "facilitators",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("locked_key", sa.LargeBinary, nullable=False),
        sa.Column("added_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_facilitators"),
        sa.UniqueConstraint("name", name="uq_facilitators_name"),
    )
    op.create_table(
        "circle_members",
        sa.Column("circle", sa.Integer, nullable=False),
        sa.Column("facilitator", sa.Integer, nullable=False),
        sa.Column("sealed_key", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("circle", "facilitator", name="pk_circle_members"),
        sa.ForeignKeyConstraint(
            ["circle"],
            ["circles.id"],
            name="fk_circle_members_circle_circles",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["facilitator"],
            ["facilitators.id"],
            name="fk_circle_members_facilitator_facilitators",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("facilitator", sa.Integer, nullable=False),
        sa.Column("token", sa.LargeBinary, nullable=False),
        sa.Column("boxed_key", sa.LargeBinary, nullable=False),
        sa.Column("started", sa.BigInteger, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("ref", name="uq_sessions_ref"),
        sa.UniqueConstraint("token", name="uq_sessions_token"),
        sa.ForeignKeyConstraint(
            ["facilitator"],
            ["facilitators.id"],
            name="fk_sessions_facilitator_facilitators",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "login_throttles",
        sa.Column("throttle_key", sa.LargeBinary, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("not_before", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("throttle_key", name="pk_login_throttles"),
    )
    op.create_table(
        "groups",
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("next_no", sa.Integer, nullable=False),
        sa.Column("taken", sa.Integer, nullable=False),
        sa.Column("waiting", sa.Integer, nullable=False),
        sa.Column("gone_on", sa.Date, nullable=True),
        sa.PrimaryKeyConstraint("slug", name="pk_groups"),
    )
    op.create_table(
        "submissions",
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
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        sa.UniqueConstraint("ref", name="uq_submissions_ref"),
        sa.UniqueConstraint("lookup", name="uq_submissions_lookup"),
        sa.UniqueConstraint("slug", "number", name="uq_submissions_slug_number"),
        sa.ForeignKeyConstraint(["slug"], ["groups.slug"], name="fk_submissions_slug_groups"),
        sa.ForeignKeyConstraint(["circle"], ["circles.id"], name="fk_submissions_circle_circles"),
    )
    op.create_index("ix_submissions_waits", "submissions", ["waits"])
    op.create_index("ix_submissions_ends_on", "submissions", ["ends_on"])
    op.create_index("ix_submissions_slug_state_number", "submissions", ["slug", "state", "number"])
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("submission", sa.Integer, nullable=False),
        sa.Column("idempotency_key", sa.LargeBinary, nullable=False),
        sa.Column("by_host", sa.Boolean, nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("circle", sa.Integer, nullable=False),
        sa.Column("envelope", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("idempotency_key", name="uq_messages_idempotency_key"),
        sa.ForeignKeyConstraint(
            ["submission"],
            ["submissions.id"],
            name="fk_messages_submission_submissions",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["circle"], ["circles.id"], name="fk_messages_circle_circles"),
    )
    op.create_index("ix_messages_submission", "messages", ["submission"])
