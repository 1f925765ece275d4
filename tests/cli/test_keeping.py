import stat

from tests.databases import opened


def test_migrate_makes_a_database_that_only_its_owner_can_read(stepback, instance):
    assert stepback("migrate").exit_code == 0
    database = instance / "stepback.sqlite3"
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    assert stat.S_IMODE(instance.stat().st_mode) == 0o700


def test_migrate_again_changes_nothing_and_says_so(stepback):
    stepback("migrate")
    assert "up to date" in stepback("migrate").output


def test_a_backup_is_whole_while_somebody_writes(stepback, instance, tmp_path):
    stepback("migrate")
    with opened(instance / "stepback.sqlite3") as writer:
        writer.execute("CREATE TABLE marker (word TEXT)")
        writer.execute("INSERT INTO marker VALUES ('saved')")
        writer.commit()
        writer.execute("INSERT INTO marker VALUES ('not yet saved')")
        target = tmp_path / "backup.sqlite3"
        assert stepback("backup", str(target)).exit_code == 0
        writer.rollback()
    writer.close()
    with opened(target) as copy:
        assert copy.execute("SELECT word FROM marker").fetchall() == [("saved",)]
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.close()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob(".*unfinished*")] == []


def test_a_backup_replaces_nothing(stepback, tmp_path):
    stepback("migrate")
    target = tmp_path / "backup.sqlite3"
    target.write_text("precious")
    told = stepback("backup", str(target))
    assert told.exit_code == 2
    assert "already" in told.output
    assert target.read_text() == "precious"


def test_a_backup_of_nothing_says_what_to_do(stepback, tmp_path):
    told = stepback("backup", str(tmp_path / "backup.sqlite3"))
    assert told.exit_code == 2
    assert "stepback migrate" in told.output


def test_a_backup_to_standard_output_is_a_database(stepback):
    stepback("migrate")
    assert stepback("backup", "-").stdout_bytes.startswith(b"SQLite format 3\0")
