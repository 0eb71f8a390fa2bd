using System.Security.Cryptography;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Audit;

/// <summary>
/// Looks whether entries' files are what the journal says. Beside an owner that goes on working: what differs is looked at
/// again as long as the entry's journal moves. Thread-safe.
/// </summary>
/// <param name="folder">The cache.</param>
/// <param name="deep">Reads every file and compares its hash.</param>
internal sealed class FileCheck(CacheFolder folder, bool deep)
{
    // An entry that changes faster than its file can be looked at is alive and well.
    private const int Looks = 20;

    /// <returns>What is wrong with the entry's file; null when nothing is.</returns>
    public VerifyProblem? Check(EntryKey key, long sequenceNumber, EntryState.Held state)
    {
        for (var look = 0; look < Looks; look++)
        {
            if (Look(key, state) is not { } problem)
            {
                return null;
            }

            var (newest, now) = ReadAgain(key);
            if (newest == sequenceNumber)
            {
                return problem;
            }
            if (now is not EntryState.Held held)
            {
                return null;
            }
            (sequenceNumber, state) = (newest, held);
        }
        return null;
    }

    private VerifyProblem? Look(EntryKey key, EntryState.Held state)
    {
        var path = folder.AudioPath(key, state.Format());
        try
        {
            return FileOnDisk.Find(path) switch
            {
                null => new VerifyProblem("fileMissing", key.Value, $"{path} is not there."),
                { IsRegular: false } => new VerifyProblem("fileMissing", key.Value, $"{path} is not a file."),
                { Bytes: var bytes } when bytes != state.SizeBytes() => new VerifyProblem(
                    "sizeMismatch",
                    key.Value,
                    $"{path} has {bytes} bytes, not {state.SizeBytes()}."
                ),
                _ when deep && Hash(path) is var hash && hash != state.Sha256() => new VerifyProblem(
                    "hashMismatch",
                    key.Value,
                    $"{path} has the SHA-256 {hash}, not {state.Sha256()}."
                ),
                _ => null,
            };
        }
        catch (FileNotFoundException)
        {
            return new VerifyProblem("fileMissing", key.Value, $"{path} is not there.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new VerifyProblem("fileUnreadable", key.Value, $"{path} cannot be read: {e.Message}");
        }
    }

    private (long SequenceNumber, EntryState? State) ReadAgain(EntryKey key)
    {
        try
        {
            using var journal = new JournalReader(folder.JournalPath);
            var rows = journal.ReadEntry(key);
            return (rows[^1].SequenceNumber, EntryFold.Replay(rows.Select(row => row.Event)));
        }
        catch (Exception e) when (e is SqliteException or JournalDamagedException or ImpossibleEventException)
        {
            // It is damaged behind what was looked at, which is named elsewhere: nothing can be said about the file.
            return (0, null);
        }
    }

    private static string Hash(string path)
    {
        using var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            1
        );
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
