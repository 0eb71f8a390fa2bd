using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Views;
using Microsoft.Data.Sqlite;

namespace CacheActors.Journal.Audit;

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
        try
        {
            // The seal first: everything it holds is in the journal that is looked at afterwards.
            using var audit = OpenAudit();
            using var journal = JournalConnection.Open(folder.JournalPath);
            if (journal is null)
            {
                return;
            }
            JournalConnection.HoldStill(journal);
            try
            {
                Verify(journal, audit, JournalDamage.None);
            }
            catch (SqliteException e) when (JournalConnection.IsDamage(e))
            {
                VerifyWhatCanBeRead(journal, audit, e);
            }
        }
        catch (SqliteException e) when (JournalConnection.IsDamage(e))
        {
            Report("journalDamaged", "journal.db", $"The journal cannot be read: {e.Message}. Restore a backup.");
        }
    }

    private void VerifyWhatCanBeRead(SqliteConnection journal, AuditDatabase? audit, SqliteException first)
    {
        _problems = [];
        var lastSealed = SealGuard(() => audit?.ReadLast()?.Last) ?? 0;
        var damage = JournalDamage.Find(journal, lastSealed);
        Verify(journal, audit, damage);
        var stretches = damage.Unreadable.Select(x => x.From == x.To ? $"{x.From}" : $"{x.From} to {x.To}");
        _problems.Insert(
            0,
            new VerifyProblem(
                "journalDamaged",
                "journal.db",
                damage.Unreadable.Count == 0
                    ? $"An index of the journal is damaged ({first.Message}); all {_events} rows can still be read. Restore a backup."
                    : $"The journal's rows {string.Join(", ", stretches)} cannot be read ({first.Message}); {_events} others can. Restore a backup."
            )
        );
    }

    private void Verify(SqliteConnection journal, AuditDatabase? audit, JournalDamage damage)
    {
        _last =
            damage.Unreadable.Count == 0
                ? JournalConnection.Scalar(journal, "SELECT max(ordering) FROM journal") as long? ?? 0
                : damage.Unreadable[^1].To;
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

    private AuditDatabase? OpenAudit() => SealGuard(() => AuditDatabase.OpenReadOnly(folder.AuditPath));

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
