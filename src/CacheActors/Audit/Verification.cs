using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Journal;
using CacheActors.Views;
using Microsoft.Data.Sqlite;

namespace CacheActors.Audit;

/// <summary>One verification of a cache. Blocks, for as long as it takes to read everything.</summary>
internal sealed class Verification(
    CacheFolder folder,
    VerifyRequest request,
    IProgress<VerifyProgress>? progress,
    CancellationToken cancellationToken
)
{
    private const int SpareFiles = 256;

    private readonly FileCheck _file = new(folder, request.Deep);
    private readonly byte[]? _knownSeal = request.KnownSeal is { } hex ? Convert.FromHexString(hex) : null;
    private List<VerifyProblem> _problems = [];
    private long _events;
    private long _entries;
    private long _files;
    private long _last;
    private SealReport? _seal;

    public VerifyReport Run()
    {
        VerifyJournal();
        cancellationToken.ThrowIfCancellationRequested();
        VerifyViews();
        return new VerifyReport(_events, _entries, _files, _problems, _seal);
    }

    private void VerifyJournal()
    {
        // The seal first: everything it holds is in the journal that is looked at afterwards.
        using var audit = SealGuard(() => AuditDatabase.OpenReadOnly(folder.AuditPath));
        try
        {
            using var journal = JournalConnection.Open(folder.JournalPath);
            if (journal is not null)
            {
                JournalConnection.HoldStill(journal);
                Verify(journal, audit, JournalDamage.None);
            }
            else if (LastSealed(audit) is var last and > 0)
            {
                Report(
                    "journalDamaged",
                    "journal.db",
                    $"The journal has no rows, and rows up to {last} were sealed. Restore a backup."
                );
            }
        }
        catch (SqliteException e) when (SqliteFaults.IsDamage(e))
        {
            _problems = [];
            VerifyWhatCanBeRead(audit, e);
        }
    }

    private void VerifyWhatCanBeRead(AuditDatabase? audit, SqliteException first)
    {
        try
        {
            using var journal = JournalConnection.Open(folder.JournalPath, damaged: true);
            if (journal is null)
            {
                throw SqliteFaults.Damage("its table is gone");
            }
            JournalConnection.HoldStill(journal);
            var damage = JournalDamage.Find(journal, LastSealed(audit));
            Verify(journal, audit, damage);
            var what =
                damage is { Unreadable.Count: 0, OfTags: true }
                    ? $"The tags of the journal's rows cannot be read ({first.Message}); all {_events} rows can."
                : damage.Unreadable.Count == 0
                    ? $"An index of the journal is damaged ({first.Message}); all {_events} rows can still be read."
                : $"Rows of the journal ({damage}) cannot be read ({first.Message}); {_events} others can.";
            _problems.Insert(0, new VerifyProblem("journalDamaged", "journal.db", what + " Restore a backup."));
        }
        catch (SqliteException e) when (SqliteFaults.IsDamage(e))
        {
            _problems = [];
            Report("journalDamaged", "journal.db", $"The journal cannot be read: {e.Message} Restore a backup.");
        }
    }

    private long LastSealed(AuditDatabase? audit) => SealGuard(() => audit?.ReadLast()?.Last) ?? 0;

    private void Verify(SqliteConnection journal, AuditDatabase? audit, JournalDamage damage)
    {
        _last =
            damage.Unreadable.Count == 0
                ? journal.Scalar("SELECT max(ordering) FROM journal") as long? ?? 0
                : damage.Unreadable[^1].From;
        if (audit is not null)
        {
            _seal = SealGuard(() =>
            {
                using var check = new SealCheck(journal, damage, _problems.Add);
                return check.Run(audit, _knownSeal, done => Tell("seal", done), cancellationToken);
            });
        }
        else if (!File.Exists(folder.AuditPath) && _last > 0)
        {
            Report(
                "sealMissing",
                "audit.db",
                $"The seal of the journal is missing: whether its rows, up to {_last}, were changed cannot be told. When the cache is opened, sealing begins anew."
            );
        }

        _files = 0;
        var waiting = new List<(EntryKey Key, long SequenceNumber, EntryState.Held State)>();
        using var readers = new IoPool(Environment.ProcessorCount);
        var check = new HistoryCheck(
            _problems.Add,
            (key, sequenceNumber, state) =>
            {
                _files++;
                waiting.Add((key, sequenceNumber, state));
                if (waiting.Count == SpareFiles)
                {
                    Look(readers, waiting);
                }
            }
        );
        check.Run(journal, damage, done => Tell("histories", done), cancellationToken);
        Look(readers, waiting);
        (_events, _entries) = (check.Events, check.Entries);
    }

    // In the order of the keys, whichever is looked at first.
    private void Look(IoPool readers, List<(EntryKey Key, long SequenceNumber, EntryState.Held State)> waiting)
    {
        var looks = waiting.ConvertAll(x =>
            request.Deep
                ? readers.RunAsync(() => _file.Check(x.Key, x.SequenceNumber, x.State), cancellationToken)
                : Task.FromResult(_file.Check(x.Key, x.SequenceNumber, x.State))
        );
        foreach (var look in looks)
        {
            if (look.GetAwaiter().GetResult() is { } problem)
            {
                _problems.Add(problem);
            }
        }
        waiting.Clear();
    }

    private void VerifyViews()
    {
        if (_events == 0)
        {
            return;
        }

        Tell("views", 0);
        var scratch = Directory.CreateTempSubdirectory("cacheactors-verify-");
        try
        {
            ViewCheck.Run(
                folder.JournalPath,
                folder.ViewsPath,
                Path.Combine(scratch.FullName, "views.db"),
                _problems.Add
            );
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
        Tell("views", _last);
    }

    private T? SealGuard<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            if (!_problems.Exists(problem => problem.Kind == "sealDamaged"))
            {
                Report("sealDamaged", "audit.db", $"The seal of the journal cannot be read: {e.Message}");
            }
            return default;
        }
    }

    private void Report(string kind, string key, string detail) => _problems.Add(new VerifyProblem(kind, key, detail));

    private void Tell(string stage, long done) => progress?.Report(new VerifyProgress(stage, done, _last));
}
