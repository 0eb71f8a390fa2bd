using System.Diagnostics;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Serialization;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Benchmarks;

/// <summary>
/// Events journaled by as many actors as there are entries, at synchronous=FULL, against raw prepared inserts of the same
/// rows in transactions of 1,000 with the same settings.
/// </summary>
internal static class JournalBenchmark
{
    private const int Actors = 10_000;
    private const int EventsEach = 4;
    private const int Rounds = 5;

    public static async Task RunAsync()
    {
        SqliteLibrary.Use();
        var root = Directory.CreateTempSubdirectory("cacheactors-bench-").FullName;
        try
        {
            var actors = new List<double>();
            var raw = new List<double>();
            for (var round = 0; round <= Rounds; round++)
            {
                var byActors = await ActorsAsync(Path.Combine(root, $"actors-{round}.db"));
                var byHand = Raw(Path.Combine(root, $"raw-{round}.db"), Path.Combine(root, $"actors-{round}.db"));
                if (round == 0)
                {
                    continue; // The first round compiles.
                }

                actors.Add(byActors);
                raw.Add(byHand);
            }
            Console.WriteLine(
                $"\n## Journal: {Actors:N0} actors × {EventsEach} events, synchronous=FULL (medians of {Rounds} rounds)\n"
            );
            Console.WriteLine("| | events/s | × raw |");
            Console.WriteLine("|---|---|---|");
            Console.WriteLine($"| raw prepared inserts, transactions of 1,000 | {Rate(raw):N0} | 1 |");
            Console.WriteLine(
                $"| persistent actors | {Rate(actors):N0} | {Measure.Median(raw.Zip(actors, (r, a) => r / a)):0.00} |"
            );
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static double Rate(IEnumerable<double> seconds) => Actors * EventsEach / Measure.Median(seconds);

    private static async Task<double> ActorsAsync(string path)
    {
        var config = ConfigurationFactory.ParseString(
            $$"""
            akka {
              loglevel = WARNING
              actor.serializers.note = "{{typeof(NoteSerializer).AssemblyQualifiedName}}"
              actor.serialization-bindings { "{{typeof(Note).AssemblyQualifiedName}}" = note }
              persistence.journal.plugin = "akka.persistence.journal.sql"
              persistence.journal.sql {
                class = "CacheActors.Persistence.Sql.SqliteWriteJournal, ActorRuntime"
                provider-name = "SQLite.MS"
                auto-initialize = on
                synchronous = full
                connection-string = "Data Source={{path}};Pooling=False"
              }
            }
            """
        );
        using var system = ActorSystem.Create("bench", config);
        var done = new CountdownEvent(Actors);
        var writers = new IActorRef[Actors];
        for (var i = 0; i < Actors; i++)
        {
            writers[i] = system.ActorOf(Props.Create<Writer>($"note-{i}", done), $"note-{i}");
        }

        await Task.WhenAll(writers.Select(writer => writer.Ask<Ready>(Ready.Instance)));

        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        foreach (var writer in writers)
        {
            writer.Tell(Start.Instance);
        }

        await Task.Run(done.Wait);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await system.Terminate();
        return seconds;
    }

    /// <summary>Writes the rows that the actors wrote, in their order, into a new file of the same shape.</summary>
    private static double Raw(string path, string source)
    {
        using var from = new SqliteConnection($"Data Source={source};Pooling=False");
        using var to = new SqliteConnection($"Data Source={path};Pooling=False");
        from.Open();
        to.Open();
        using var schema = from.CreateCommand();
        schema.CommandText = "SELECT sql FROM sqlite_master WHERE tbl_name IN ('journal', 'tags') AND sql IS NOT NULL";
        using (var statements = schema.ExecuteReader())
        {
            Execute(to, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
            while (statements.Read())
            {
                Execute(to, statements.GetString(0));
            }
        }
        var rows = ReadRows(from);

        using var insert = to.CreateCommand();
        insert.CommandText =
            "INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid) "
            + "VALUES ($0, $1, $2, $3, $4, $5, $6, $7)";
        for (var i = 0; i < 8; i++)
        {
            insert.Parameters.AddWithValue($"${i}", DBNull.Value);
        }

        insert.Prepare();

        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        foreach (var chunk in rows.Chunk(1000))
        {
            using var transaction = to.BeginTransaction();
            insert.Transaction = transaction;
            foreach (var row in chunk)
            {
                for (var i = 0; i < row.Length; i++)
                {
                    insert.Parameters[i].Value = row[i];
                }

                insert.ExecuteNonQuery();
            }
            transaction.Commit();
        }
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static List<object[]> ReadRows(SqliteConnection from)
    {
        using var select = from.CreateCommand();
        select.CommandText =
            "SELECT created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid "
            + "FROM journal ORDER BY ordering";
        using var reader = select.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows.Count == Actors * EventsEach
            ? rows
            : throw new InvalidOperationException($"The journal has {rows.Count} rows.");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed record Ready
    {
        public static Ready Instance { get; } = new();
    }

    private sealed record Start
    {
        public static Start Instance { get; } = new();
    }

    /// <summary>An event of some 200 bytes.</summary>
    internal sealed record Note(string Text);

    private sealed class Writer : ReceivePersistentActor
    {
        public Writer(string persistenceId, CountdownEvent done)
        {
            PersistenceId = persistenceId;
            var left = EventsEach;
            Recover<Note>(_ => { });
            Command<Ready>(_ => Sender.Tell(Ready.Instance));
            // One event after the other, as an entry writes them: each is asked for when the one before is journaled.
            Command<Start>(_ =>
                Persist(
                    new Note(new string('x', 190) + left),
                    _ =>
                    {
                        if (--left > 0)
                        {
                            Self.Tell(Start.Instance);
                        }
                        else
                        {
                            done.Signal();
                        }
                    }
                )
            );
        }

        public override string PersistenceId { get; }
    }

    internal sealed class NoteSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override int Identifier => 9001;

        public override string Manifest(object o) => "note.v1";

        public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Note)obj).Text);

        public override object FromBinary(byte[] bytes, string manifest) => new Note(Encoding.UTF8.GetString(bytes));
    }
}
