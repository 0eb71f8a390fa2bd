using CacheActors.Audit;
using CacheActors.Journal;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Audit;

public sealed class SealTests : IDisposable
{
    private const int Rows = JournalSealer.BlockRows * 2 + 300;

    private readonly SealedJournal _journal = new();

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void An_untouched_journal_has_no_problem_however_it_was_cut_into_blocks()
    {
        foreach (var rows in (int[])[1, 10, JournalSealer.BlockRows, 3, JournalSealer.BlockRows * 2])
        {
            _journal.Append(rows);
            _journal.Seal().ShouldBe(rows);
            _journal.Append(2);
            _journal.Seal();
        }

        _journal.SealProblems().ShouldBeEmpty();
        _journal.Verify().Seal.ShouldNotBeNull().UnsealedEvents.ShouldBe(0);
    }

    [Fact]
    public void Rows_that_are_not_sealed_yet_are_a_number_and_no_problem()
    {
        _journal.Append(20);
        _journal.Seal();
        _journal.Append(7);

        var report = _journal.Verify().Seal.ShouldNotBeNull();

        report.SealedEvents.ShouldBe(20);
        report.UnsealedEvents.ShouldBe(7);
        _journal.SealProblems().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("created = created + 1")]
    [InlineData("deleted = 1")]
    [InlineData("persistence_id = 'entry-x'")]
    [InlineData("sequence_number = 4711")]
    [InlineData("message = x'00'")]
    [InlineData("message = CAST(message AS TEXT)")]
    [InlineData("manifest = manifest || ' '")]
    [InlineData("manifest = NULL")]
    [InlineData("identifier = 7")]
    [InlineData("writer_uuid = ''")]
    public void A_row_that_was_edited_is_named(string edit)
    {
        _journal.Append(Rows);
        _journal.Seal();

        var row = Name(1500);

        _journal.Execute($"UPDATE journal SET {edit} WHERE ordering = 1500");

        var problem = _journal.SealProblems().ShouldHaveSingleItem();
        problem.Kind.ShouldBe("rowEdited");
        problem.Key.ShouldBe(row.Key);
        problem.Detail.ShouldContain($"Row 1500, {row}");
    }

    [Fact]
    public void A_tag_of_a_row_belongs_to_the_row()
    {
        _journal.Append(50);
        _journal.Execute("INSERT INTO tags VALUES (20, 'a', 1, 'x'), (20, 'b', 1, 'x'), (30, 'a', 1, 'x')");
        _journal.Seal();
        _journal.SealProblems().ShouldBeEmpty();

        _journal.Execute("UPDATE tags SET tag = 'c' WHERE ordering_id = 30");
        _journal.Execute("DELETE FROM tags WHERE ordering_id = 20 AND tag = 'b'");
        _journal.Execute("INSERT INTO tags VALUES (21, 'a', 1, 'x')");

        _journal
            .SealProblems()
            .Select(problem => problem.Detail.Split(',')[0])
            .ShouldBe(["Row 20", "Row 21", "Row 30"]);
    }

    [Fact]
    public void A_row_that_was_removed_is_named_with_its_entry()
    {
        _journal.Append(Rows);
        _journal.Seal();
        var row = Name(1024);

        _journal.Execute("DELETE FROM journal WHERE ordering = 1024");

        var problem = _journal.SealProblems().ShouldHaveSingleItem();
        problem.Kind.ShouldBe("rowRemoved");
        problem.Key.ShouldBe(row.Key);
        problem.Detail.ShouldContain($"Row 1024, {row}");
    }

    [Fact]
    public void Every_row_of_a_last_block_that_was_removed_is_named()
    {
        _journal.Append(Rows);
        _journal.Seal();
        var last = JournalSealer.BlockRows * 2;

        _journal.Execute($"DELETE FROM journal WHERE ordering > {last}");

        var problems = _journal.SealProblems();
        problems.Count.ShouldBe(Rows - last);
        problems.ShouldAllBe(problem => problem.Kind == "rowRemoved");
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(1024)]
    [InlineData(1025)]
    public void A_row_that_was_added_where_everything_is_sealed_is_named(long ordering)
    {
        _journal.Append(Rows);
        // Places that the journal left free.
        _journal.Execute("DELETE FROM journal WHERE ordering IN (1024, 1025)");
        _journal.Seal();
        _journal.SealProblems().ShouldBeEmpty();

        _journal.Execute(
            $"INSERT INTO journal (ordering, created, deleted, persistence_id, sequence_number, message) VALUES ({ordering}, 0, 0, 'entry-forged', 1, x'7b7d')"
        );

        var problem = _journal.SealProblems().ShouldHaveSingleItem();
        problem.Kind.ShouldBe("rowAdded");
        problem.Detail.ShouldContain($"Row {ordering}, event 1 of 'entry-forged'");
    }

    [Fact]
    public void Rows_that_changed_places_are_both_named()
    {
        _journal.Append(100);
        _journal.Seal();

        _journal.Execute(
            """
            CREATE TEMP TABLE swap AS SELECT ordering, message FROM journal WHERE ordering IN (40, 60);
            UPDATE journal SET message = (SELECT message FROM swap WHERE ordering = 100 - journal.ordering) WHERE ordering IN (40, 60);
            """
        );

        _journal.SealProblems().Select(problem => problem.Kind).ShouldBe(["rowEdited", "rowEdited"]);
    }

    [Fact]
    public void A_change_stays_named_after_more_was_sealed()
    {
        _journal.Append(30);
        _journal.Seal();
        _journal.Execute("UPDATE journal SET created = 1 WHERE ordering = 9");
        _journal.Append(30);
        _journal.Seal();

        _journal.SealProblems().ShouldHaveSingleItem().Detail.ShouldContain("Row 9,");
    }

    [Fact]
    public void A_seal_that_was_kept_elsewhere_is_found_again()
    {
        _journal.Append(30);
        _journal.Seal();
        var kept = _journal.Verify().Seal!.Head!;
        _journal.Append(30);
        _journal.Seal();

        _journal.SealProblems(kept).ShouldBeEmpty();
        _journal.SealProblems(kept.ToUpperInvariant()).ShouldBeEmpty();
        _journal.SealProblems(new string('0', 64)).ShouldHaveSingleItem().Kind.ShouldBe("headUnknown");
    }

    [Fact]
    public void A_journal_and_seal_that_were_both_made_anew_do_not_have_the_kept_seal()
    {
        _journal.Append(30);
        _journal.Seal();
        var kept = _journal.Verify().Seal!.Head!;

        _journal.Execute("UPDATE journal SET created = 1 WHERE ordering = 9");
        File.Delete(_journal.Folder.AuditPath);
        AuditDatabase.Begin(
            _journal.Folder.AuditPath,
            new SealBegin(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero), SealReason.NewJournal, 0)
        );
        _journal.Seal();

        _journal.SealProblems().ShouldBeEmpty();
        _journal.SealProblems(kept).ShouldHaveSingleItem().Kind.ShouldBe("headUnknown");
    }

    [Fact]
    public void A_seal_that_is_missing_is_reported_and_what_begins_anew_is_on_record()
    {
        _journal.Append(30);
        _journal.Seal();
        File.Delete(_journal.Folder.AuditPath);

        _journal.SealProblems().ShouldHaveSingleItem().Kind.ShouldBe("sealMissing");

        _journal.Seal();
        _journal.SealProblems().ShouldHaveSingleItem().Kind.ShouldBe("sealMissing");
        var report = _journal.Verify().Seal.ShouldNotBeNull();
        report.Since.ShouldBe(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));
        _journal.SealProblems(report.Head).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("UPDATE audit_seal SET seal = zeroblob(32) WHERE block = 2")]
    [InlineData("UPDATE audit_seal SET row_index = x'00' WHERE block = 2")]
    [InlineData("UPDATE audit_seal SET sealed_at = 1 WHERE block = 2")]
    [InlineData("UPDATE audit_seal SET last_ordering = 1 WHERE block = 2")]
    [InlineData("UPDATE audit_begin SET began_at = '2001-01-01T00:00:00.0000000Z'")]
    [InlineData("UPDATE audit_begin SET reason = 'nonsense'")]
    [InlineData("DELETE FROM audit_seal WHERE block = 1")]
    [InlineData("DELETE FROM audit_seal WHERE block = 2")]
    [InlineData("DELETE FROM audit_begin")]
    [InlineData("DROP TABLE audit_seal; CREATE TABLE audit_seal (x)")]
    [InlineData("PRAGMA user_version = 0")]
    public void A_seal_that_was_changed_is_reported(string change)
    {
        _journal.Append(Rows);
        _journal.Seal();

        _journal.ExecuteOnSeal(change);

        _journal.SealProblems().ShouldContain(problem => problem.Kind == "sealDamaged");
    }

    [Fact]
    public void A_seal_that_is_no_database_is_put_aside_and_sealing_begins_anew()
    {
        _journal.Append(30);
        _journal.Seal();
        File.WriteAllText(_journal.Folder.AuditPath, "This is no database, and long enough to be looked at.");
        _journal.SealProblems().ShouldHaveSingleItem().Kind.ShouldBe("sealDamaged");

        _journal.Seal().ShouldBe(30);

        _journal.SealProblems().ShouldHaveSingleItem().Kind.ShouldBe("sealMissing");
        Directory.GetFiles(_journal.Folder.Root, "audit.db.damaged-*").ShouldHaveSingleItem();
    }

    private RowName Name(long ordering)
    {
        var row = _journal.Rows().Single(row => row.Ordering == ordering);
        return new RowName(row.PersistenceId, row.SequenceNumber);
    }
}
