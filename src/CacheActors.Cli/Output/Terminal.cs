using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CacheActors.Cli.Output;

/// <summary>
/// The only place that touches the console. Results go to stdout; progress, notes and errors to stderr, so that
/// <c>--json</c> leaves exactly one document on stdout.
/// </summary>
internal sealed class Terminal : IDisposable
{
#pragma warning disable RS0030 // This is the console of which the rule speaks.
    private readonly Stream _stdout = Console.OpenStandardOutput();

    public bool OutIsTerminal { get; } = !Console.IsOutputRedirected;

    public bool ErrorIsTerminal { get; } = !Console.IsErrorRedirected;

    // Made when there is something to say: many runs have nothing.
    private readonly Lazy<TextWriter> _error = new(() => Console.Error);
#pragma warning restore RS0030

    public Terminal() => Out = new StreamWriter(_stdout, new UTF8Encoding(false)) { AutoFlush = true };

    public TextWriter Out { get; }

    /// <summary>Stdout itself, for what is no text of ours.</summary>
    public Stream OutStream => _stdout;

    public TextWriter Error => _error.Value;

    /// <summary>A line for a person, beside the result.</summary>
    public void Note(string line) => Error.WriteLine(line);

    public void WriteJson<T>(T document, JsonTypeInfo<T> type)
    {
        using (var writer = new Utf8JsonWriter(_stdout))
        {
            JsonSerializer.Serialize(writer, document, type);
        }

        Out.WriteLine();
    }

    public void Dispose() => Out.Dispose();
}
