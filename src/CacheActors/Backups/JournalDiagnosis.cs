using CacheActors.Files;
using CacheActors.Journal;

namespace CacheActors.Backups;

/// <summary>
/// Tells what is wrong with a journal, what of it can still be read, and the command that puts back the newest backup. It
/// looks once: what it found does not get better. Thread-safe.
/// </summary>
internal sealed class JournalDiagnosis(CacheFolder folder)
{
    private const int MostFaults = 5;

    private readonly Lock _gate = new();
    private string? _message;

    /// <summary>Explains an error that was met; one that says nothing against the journal is given back. Blocks, for seconds when it is large.</summary>
    public Exception Explain(Exception error)
    {
        if (!SqliteFaults.IsDamage(error))
        {
            return error;
        }
        lock (_gate)
        {
            return new JournalDamagedException(_message ??= Look(JournalPages.Text(error.GetBaseException())), error);
        }
    }

    /// <summary>A journal of which this is known to be wrong.</summary>
    public JournalDamagedException Because(string fault, Exception? cause = null) =>
        new(
            $"The journal {folder.JournalPath} is damaged: {fault}; {JournalPages.Readable(folder.JournalPath)}. "
                + $"Nothing was changed. {WhatToDo()}",
            cause
        );

    private string Look(string otherwise)
    {
        var faults = JournalPages.Faults(folder.JournalPath, MostFaults, CancellationToken.None);
        return Because(faults.Count == 0 ? otherwise : string.Join("; ", faults)).Message;
    }

    private string WhatToDo() =>
        BackupFiles.Newest(folder.BackupFolder) is { } newest
            ? $"The newest backup is put back by\n  cacheactors --cache {Quote(folder.Root)} restore {Quote(newest)} --force"
            : $"There is no backup in {folder.BackupFolder}. If you have one elsewhere: cacheactors --cache {Quote(folder.Root)} "
                + "restore FILE --force. If not: move journal.db and views.db to another folder; the cache then begins anew, and its "
                + "audio files stay for a reconciliation to adopt.";

    // As a POSIX shell reads it.
    private static string Quote(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+:,@%".Contains(c, StringComparison.Ordinal))
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
