using System.Collections.Concurrent;
using CacheActors.Domain.Entries;
using CacheActors.Tests.Support;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Diagnostics;

/// <summary>The process has one Serilog logger: other tests may write to ours meanwhile, which does no harm.</summary>
public sealed class LogTests : ILogEventSink, IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly ConcurrentBag<LogEvent> _events = [];
    private readonly ILogger _before = Log.Logger;

    public LogTests() => Log.Logger = new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Sink(this).CreateLogger();

    public void Dispose()
    {
        Log.Logger = _before;
        _temporary.Dispose();
    }

    void ILogEventSink.Emit(LogEvent logEvent) => _events.Add(logEvent);

    [Fact]
    public async Task What_happens_to_an_entry_is_logged_with_its_key_and_book_and_without_its_text()
    {
        const string Text = "Nobody else is meant to read this sentence.";
        var key = EntryKey.For("voice", Text, 1);
        var options = new CacheActorsOptions
        {
            Folder = _temporary.Path,
            Hocon = "akka.loglevel = DEBUG",
            Compression = { Automatic = false },
        };
        await using (var cache = await AudioCache.OpenAsync(options, new ToneSynthesizer()))
        {
            await cache.GetOrSynthesizeAsync(new SynthesisRequest(Text, "voice", BookId: "the-diary"));
            await Eventually.ShouldBeTrueAsync(() => Task.FromResult(Of(key).Any()));
        }

        Of(key).ShouldContain(e => Property(e, "BookId") == "the-diary" && Property(e, "Event") == "Synthesized");
        _events.ShouldAllBe(e => !e.RenderMessage(null).Contains(Text) && !$"{e.Exception}".Contains(Text));
    }

    private IEnumerable<LogEvent> Of(EntryKey key) => _events.Where(e => Property(e, "EntryKey") == key.Value);

    private static string? Property(LogEvent logEvent, string name) =>
        logEvent.Properties.TryGetValue(name, out var value) ? value.ToString().Trim('"') : null;
}
