using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CacheActors.Journal;

/// <summary>Looks through the pages of a journal's file, without changing it. Calls block.</summary>
internal static class JournalPages
{
    /// <summary>What SQLite finds wrong with the file, a line each; empty when nothing is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">Lines that are enough.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static IReadOnlyList<string> Faults(string path, int most, CancellationToken cancellationToken)
    {
        SqliteLibrary.Use();
        using var connection = new SqliteConnection(SqliteFiles.ReadOnly(path));
        var lines = new List<string>();
        try
        {
            connection.Open();
            using var interrupt = cancellationToken.Register(() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle));
            using var command = connection.CreateCommand();
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA quick_check({most})");
            using (var reader = command.ExecuteReader())
            {
                while (reader.Read())
                {
                    lines.AddRange(
                        reader.GetString(0).Split('\n').Where(line => line is not "*** in database main ***")
                    );
                }
            }
            return lines is ["ok"] ? [] : lines[..Math.Min(lines.Count, most)];
        }
        catch (SqliteException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (SqliteFaults.IsDamage(e))
            {
                // The check itself may stumble, after it has said over what.
                return lines.Count > 0 ? lines : [Text(e)];
            }
            throw SqliteFaults.Explain("read", path, e);
        }
    }

    /// <summary>How many rows the journal has.</summary>
    /// <exception cref="SqliteException">It cannot be read, or is none.</exception>
    public static long Count(SqliteConnection journal) => (long)journal.Scalar("SELECT count(*) FROM journal")!;

    /// <summary>The rows that can be read from the beginning on, and from the end back, in words.</summary>
    public static string Readable(string path)
    {
        var (count, last, isAll) = Walk(path, descending: false);
        if (isAll)
        {
            return Say($"all of its {count} events can be read");
        }
        var (countBack, first, _) = Walk(path, descending: true);
        return (count, countBack) switch
        {
            (0, 0) => "none of its events can be read",
            (_, 0) => Say($"{count} events can be read, up to number {last}"),
            (0, _) => Say($"{countBack} events can be read, from number {first} on"),
            _ => Say(
                $"{count + countBack} events can be read, up to number {last} and from number {first} on; between them some are lost"
            ),
        };
    }

    private static (long Count, long Reached, bool IsAll) Walk(string path, bool descending)
    {
        var (count, reached) = (0L, 0L);
        try
        {
            using var connection = new SqliteConnection(SqliteFiles.ReadOnly(path));
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText =
                $"SELECT ordering, message FROM journal ORDER BY ordering {(descending ? "DESC" : "ASC")}";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                _ = reader.GetFieldValue<byte[]>(1);
                reached = reader.GetInt64(0);
                count++;
            }
            return (count, reached, IsAll: true);
        }
        catch (Exception e) when (e is SqliteException or InvalidCastException or InvalidOperationException)
        {
            return (count, reached, IsAll: false); // So far and no further: that is what is asked.
        }
    }

    /// <summary>The error as a part of a sentence.</summary>
    public static string Text(Exception error) => error.Message.TrimEnd('.');

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
