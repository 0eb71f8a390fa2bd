using CacheActors.Files;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CacheActors.Backups;

/// <summary>
/// Copies a journal as it stands at one moment, page by page, whoever writes to it meanwhile, into a file that needs no log
/// beside it; and checks the copy. Calls block.
/// </summary>
internal static class JournalCopy
{
    /// <summary>What files are called that are no backup yet.</summary>
    public const string PartSuffix = ".part";

    private const int PagesPerStep = 1024;
    private const int RowsPerCheck = 1000;

    /// <param name="source">A journal, with its log if it has one.</param>
    /// <param name="target">The copy; nothing may be there. It is flushed, but its name is not.</param>
    /// <param name="progress">Is told how far the copying is; null for none.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="SqliteException">The source cannot be read, or the target cannot be written.</exception>
    /// <exception cref="JournalDamagedException">The copy is not a whole journal.</exception>
    public static BackupReport Write(
        string source,
        string target,
        IProgress<BackupProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        SqliteLibrary.Use();
        DurableFile.CreateNew(target).Dispose();
        var events = CopyPages(source, target, progress, cancellationToken);
        UseNoLog(target);
        Check(target, events, cancellationToken);
        using var file = File.OpenHandle(target, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
        return new BackupReport(RandomAccess.GetLength(file), events);
    }

    /// <returns>How many events there were at the moment.</returns>
    private static long CopyPages(
        string source,
        string target,
        IProgress<BackupProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        using var from = new SqliteConnection(SqliteFiles.ReadOnly(source));
        using var to = new SqliteConnection(SqliteFiles.ReadWriteExisting(target));
        from.Open();
        to.Open();
        // Whatever goes wrong, the copy is thrown away: it needs no journal of its own, and is flushed once, at the end.
        to.Execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
        // The moment: what is committed from here on is not seen any more, so that no step has to begin anew.
        using var moment = from.BeginTransaction(deferred: true);
        if (!from.HasTable("journal"))
        {
            throw new JournalDamagedException("it is no journal: it has no table of events");
        }
        var events = JournalPages.Count(from);
        using var backup = raw.sqlite3_backup_init(to.Handle, "main", from.Handle, "main");
        SqliteException.ThrowExceptionForRC(
            backup.IsInvalid ? raw.sqlite3_errcode(to.Handle) : raw.SQLITE_OK,
            to.Handle
        );
        var pageBytes = (long)from.Scalar("PRAGMA page_size")!;
        for (var code = raw.SQLITE_OK; code != raw.SQLITE_DONE; )
        {
            cancellationToken.ThrowIfCancellationRequested();
            code = raw.sqlite3_backup_step(backup, PagesPerStep);
            if (code != raw.SQLITE_DONE)
            {
                SqliteException.ThrowExceptionForRC(code, to.Handle);
            }
            var total = raw.sqlite3_backup_pagecount(backup);
            progress?.Report(
                new BackupProgress((total - raw.sqlite3_backup_remaining(backup)) * pageBytes, total * pageBytes)
            );
        }
        return events;
    }

    // The copy has the journal's mode, in which even a reader makes files beside it.
    private static void UseNoLog(string target)
    {
        using var copy = new SqliteConnection(SqliteFiles.ReadWriteExisting(target));
        copy.Open();
        copy.Execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF; PRAGMA journal_mode = DELETE");
    }

    private static void Check(string target, long events, CancellationToken cancellationToken)
    {
        if (JournalPages.Faults(target, most: 5, cancellationToken) is { Count: > 0 } faults)
        {
            throw new JournalDamagedException(string.Join("; ", faults));
        }
        using (var copy = new SqliteConnection(SqliteFiles.ReadOnly(target)))
        {
            copy.Open();
            if (JournalPages.Count(copy) is var copied && copied != events)
            {
                throw new JournalDamagedException($"{copied} of {events} events were copied");
            }
        }
        using var journal = new JournalReader(target);
        for (var (last, before) = (0L, -1L); last != before; )
        {
            cancellationToken.ThrowIfCancellationRequested();
            before = last;
            last = journal.ReadAfter(before, RowsPerCheck).LastOrdering;
        }
    }
}
