using CacheActors.Domain.Entries;
using CacheActors.Journal;
using CacheActors.Views;
using Microsoft.Data.Sqlite;

namespace CacheActors.Audit;

/// <summary>Compares every row of every view with what a replay of the journal makes, at the place up to which the views are made.</summary>
internal static class ViewCheck
{
    private const string OffsetTable = "projection_offset";

    /// <param name="journalPath">The journal.</param>
    /// <param name="viewsPath">The views; they are not changed.</param>
    /// <param name="scratchPath">A file that does not exist yet, for the replay.</param>
    /// <param name="report">Takes problems.</param>
    public static void Run(string journalPath, string viewsPath, string scratchPath, Action<VerifyProblem> report)
    {
        try
        {
            using var views = ViewDatabase.OpenReadOnly(viewsPath);
            if (views is null)
            {
                report(
                    new VerifyProblem(
                        "viewsMissing",
                        "views.db",
                        "The views are missing or of another version. They are made again when the cache is opened."
                    )
                );
                return;
            }

            ViewDatabase.OpenWritable(scratchPath).Dispose();
            views.Attach(scratchPath, "replay");
            views.Execute("BEGIN");
            var offset = ViewDatabase.Offset(views);
            using var replay = new ProjectionRunner(journalPath, scratchPath);
            replay.CatchUp(offset);
            Compare(views, offset, report);
        }
        catch (SqliteException e) when (SqliteFaults.IsDamage(e))
        {
            report(
                new VerifyProblem(
                    "viewsUnreadable",
                    "views.db",
                    $"The views cannot be compared: {e.Message}. Run `cacheactors rebuild`."
                )
            );
        }
        catch (Exception e) when (e is JournalDamagedException or ImpossibleEventException)
        {
            report(
                new VerifyProblem(
                    "viewsUnchecked",
                    "views.db",
                    $"The views cannot be compared, because the journal cannot be replayed: {e.Message}"
                )
            );
        }
    }

    private static void Compare(SqliteConnection views, long offset, Action<VerifyProblem> report)
    {
        var reached = (long)views.Scalar($"SELECT ordering FROM replay.{OffsetTable}")!;
        if (reached < offset)
        {
            report(
                new VerifyProblem(
                    "viewsAhead",
                    "views.db",
                    $"The views are made up to row {offset} of the journal, which ends at row {reached}: rows at its end are gone."
                )
            );
        }
        foreach (var table in Strings(views, "SELECT name FROM replay.sqlite_master WHERE type = 'table'"))
        {
            if (table != OffsetTable && !table.StartsWith("sqlite_", StringComparison.Ordinal))
            {
                Compare(views, table, report);
            }
        }
    }

    private static void Compare(SqliteConnection views, string table, Action<VerifyProblem> report)
    {
        var columns = Strings(views, $"SELECT name FROM pragma_table_info('{table}', 'replay')");
        var keys = Strings(views, $"SELECT name FROM pragma_table_info('{table}', 'replay') WHERE pk > 0 ORDER BY pk");
        if (keys.Count == 0)
        {
            keys = columns;
        }
        var key = string.Join(" || ' ' || ", keys.Select(name => $"a.\"{name}\""));
        var same = string.Join(" AND ", keys.Select(name => $"a.\"{name}\" IS b.\"{name}\""));
        var values = columns.Except(keys).ToList();
        foreach (var name in Strings(views, Missing("replay", "main")))
        {
            report(new VerifyProblem("viewDiffers", name, $"The view {table} lacks the row '{name}'."));
        }
        foreach (var name in Strings(views, Missing("main", "replay")))
        {
            report(new VerifyProblem("viewDiffers", name, $"The view {table} has a row '{name}' that no event made."));
        }
        if (values.Count == 0)
        {
            return;
        }

        var differing = string.Join(
            " || ",
            values.Select(name => $"CASE WHEN a.\"{name}\" IS b.\"{name}\" THEN '' ELSE ' {name}' END")
        );
        using var command = views.CreateCommand();
        command.CommandText =
            $"SELECT * FROM (SELECT {key}, {differing} AS differing FROM replay.\"{table}\" a JOIN main.\"{table}\" b ON {same}) WHERE differing <> ''";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var name = reader.GetString(0);
            report(
                new VerifyProblem(
                    "viewDiffers",
                    name,
                    $"The row '{name}' of the view {table} is not what the journal says:{reader.GetString(1)}."
                )
            );
        }

        string Missing(string here, string there) =>
            $"SELECT {key} FROM {here}.\"{table}\" a WHERE NOT EXISTS (SELECT 1 FROM {there}.\"{table}\" b WHERE {same})";
    }

    private static List<string> Strings(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }
        return values;
    }
}
