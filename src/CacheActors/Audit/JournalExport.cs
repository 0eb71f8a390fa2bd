using System.Buffers;
using System.Text.Json;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Audit;

/// <summary>
/// Writes the journal as JSON lines, one row each, in its order. A row that cannot be understood is written as base64 with an
/// <c>error</c>, and so is the place of rows that cannot be read. Blocks; not thread-safe.
/// </summary>
internal sealed class JournalExport : IDisposable
{
    private const string Columns = "ordering, persistence_id, sequence_number, manifest, message, created, deleted";

    private const int FlushBytes = 1 << 16;

    private readonly string _path;
    private readonly Stream _output;
    private readonly ArrayBufferWriter<byte> _lines = new(2 * FlushBytes);
    private readonly Utf8JsonWriter _line;
    private readonly CancellationToken _cancellationToken;
    private long _events;
    private long _unreadable;
    private long _next = long.MinValue;

    public JournalExport(string path, Stream output, CancellationToken cancellationToken)
    {
        _path = path;
        _output = output;
        _line = new Utf8JsonWriter(_lines);
        _cancellationToken = cancellationToken;
    }

    /// <exception cref="JournalDamagedException">Nothing of the journal can be read.</exception>
    public ExportReport Run()
    {
        try
        {
            WriteAll();
        }
        catch (SqliteException e) when (SqliteFaults.IsDamage(e))
        {
            WriteWhatCanBeRead();
        }
        WriteOut();
        _output.Flush();
        return new ExportReport(_events, _unreadable);
    }

    public void Dispose() => _line.Dispose();

    private void WriteAll()
    {
        using var journal = JournalConnection.Open(_path);
        if (journal is not null)
        {
            JournalConnection.HoldStill(journal);
            Write(journal, long.MinValue, long.MaxValue);
        }
    }

    private void WriteWhatCanBeRead()
    {
        try
        {
            using var journal =
                JournalConnection.Open(_path, damaged: true) ?? throw SqliteFaults.Damage("its table is gone");
            JournalConnection.HoldStill(journal);
            var damage = JournalDamage.Find(journal, lastKnown: 0);
            foreach (var (bad, lastBad) in damage.Unreadable)
            {
                if (_next < bad)
                {
                    Write(journal, _next, bad - 1);
                }
                WriteDamage(bad, lastBad);
                _next = lastBad == long.MaxValue ? lastBad : lastBad + 1;
            }
            if (damage.Unreadable is not [.., (_, long.MaxValue)])
            {
                Write(journal, _next, long.MaxValue);
            }
        }
        catch (SqliteException e) when (SqliteFaults.IsDamage(e))
        {
            throw new JournalDamagedException($"The journal {_path} cannot be read: {e.Message} Restore a backup.", e);
        }
    }

    private void Write(SqliteConnection journal, long from, long to)
    {
        using var rows = new SqliteStatement(
            journal,
            $"SELECT {Columns} FROM journal WHERE ordering BETWEEN ?1 AND ?2 ORDER BY ordering"
        );
        rows.Start(from, to);
        for (_next = from; _next <= to && rows.Step(); )
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var ordering = rows.Int64(0);
            if (ordering < _next)
            {
                throw SqliteFaults.Damage($"row {ordering} comes after row {_next - 1}");
            }
            WriteRow(rows);
            _events++;
            if (ordering == long.MaxValue)
            {
                break;
            }
            _next = ordering + 1;
        }
    }

    private void WriteRow(SqliteStatement row)
    {
        _line.WriteStartObject();
        _line.WriteNumber("ordering"u8, row.Int64(0));
        _line.WriteString("persistenceId"u8, row.Text(1));
        _line.WriteNumber("seq"u8, row.Int64(2));
        _line.WriteString("manifest"u8, row.Text(3));
        var created = row.Int64(5);
        if (created >= 0 && created <= DateTime.MaxValue.Ticks)
        {
            _line.WriteString("time"u8, new DateTime(created, DateTimeKind.Utc));
        }
        if (row.Int64(6) != 0)
        {
            _line.WriteBoolean("deleted"u8, true);
        }
        WriteData(row);
        EndLine();
    }

    private void WriteData(SqliteStatement row)
    {
        var message = row.Bytes(4);
        try
        {
            if (EntryPersistenceId.TryParse(row.Text(1), out _))
            {
                EntryEventFormat.FromBytes(message, row.Text(3));
            }
            var reader = new Utf8JsonReader(message);
            using var data = JsonDocument.ParseValue(ref reader);
            if (reader.BytesConsumed < message.Length)
            {
                throw new JsonException("Something follows behind it.");
            }
            // Written anew: a line break between two of its fields would end the line.
            _line.WritePropertyName("data"u8);
            data.RootElement.WriteTo(_line);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException)
        {
            _unreadable++;
            _line.WriteBase64String("data"u8, row.Bytes(4));
            _line.WriteString("error"u8, e.Message);
        }
    }

    private void WriteDamage(long from, long to)
    {
        _unreadable++;
        _line.WriteStartObject();
        _line.WriteNumber("ordering"u8, from);
        _line.WriteNumber("lastOrdering"u8, to);
        _line.WriteString("error"u8, "The journal is damaged here: these rows cannot be read.");
        EndLine();
    }

    private void EndLine()
    {
        _line.WriteEndObject();
        _line.Flush();
        _line.Reset();
        _lines.Write("\n"u8);
        if (_lines.WrittenCount > FlushBytes)
        {
            WriteOut();
        }
    }

    private void WriteOut()
    {
        _output.Write(_lines.WrittenSpan);
        _lines.ResetWrittenCount();
    }
}
