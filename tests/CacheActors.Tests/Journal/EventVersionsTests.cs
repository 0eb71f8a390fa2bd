using System.Reflection;
using System.Text.RegularExpressions;
using CacheActors.Domain.Entries;
using CacheActors.Journal;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Journal;

/// <summary>C# cannot prove a switch complete: nothing of an event, or of a version of it, may be forgotten anywhere.</summary>
public sealed partial class EventVersionsTests
{
    private static readonly DateTimeOffset At = new(2031, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Golden", "events");

    public static TheoryData<string> Released() => [.. EntryManifests()];

    [Theory]
    [MemberData(nameof(Released))]
    public void A_version_that_was_released_is_read_can_follow_some_state_and_is_documented(string manifest)
    {
        var happened = EntryEventFormat.FromBytes(
            File.ReadAllBytes(Path.Combine(Folder, manifest + ".json")),
            manifest
        );

        States().ShouldContain(state => CanFollow(state, happened));
        DocumentedManifests().ShouldContain(manifest);
    }

    [Fact]
    public void Every_event_has_a_sample_of_its_version_and_of_each_before_it()
    {
        var samples = EntryManifests()
            .GroupBy(manifest =>
                EntryEventFormat
                    .FromBytes(File.ReadAllBytes(Path.Combine(Folder, manifest + ".json")), manifest)
                    .GetType()
            )
            .ToDictionary(group => group.Key, group => group.ToList());

        foreach (var type in typeof(EntryEvent).GetNestedTypes(BindingFlags.Public))
        {
            samples.Keys.ShouldContain(type);
            var manifest = EntryEventFormat.Manifest(
                EntryEventFormat.FromBytes(
                    File.ReadAllBytes(Path.Combine(Folder, samples[type][^1] + ".json")),
                    samples[type][^1]
                )
            );
            var (name, version) = (manifest[..manifest.LastIndexOf('.')], int.Parse(manifest.Split(".v")[1]));
            samples[type]
                .ShouldBe(Enumerable.Range(1, version).Select(number => $"{name}.v{number}"), ignoreOrder: true);
        }
    }

    [Fact]
    public void Nothing_is_documented_that_was_never_released() =>
        DocumentedManifests().ShouldBe(Manifests(), ignoreOrder: true);

    private static IEnumerable<string> Manifests() =>
        Directory
            .GetFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order();

    // The others are of reconciliation's own journal.
    private static IEnumerable<string> EntryManifests() =>
        Manifests().Where(manifest => !manifest.StartsWith("run-", StringComparison.Ordinal));

    private static IEnumerable<EntryState> States()
    {
        yield return EntryState.Absent.Instance;
        var access = new EntryAccess(0, At);
        var owned = new EntryHolds { Pinned = true, Owners = [new EntryOwner("library", "\u00e9")] };
        foreach (var format in Enum.GetValues<AudioFormat>())
        {
            var audio = new EntryAudio(1, "", 1, null, null, null, null, null, EntryOrigin.Imported, At)
            {
                Format = format,
            };
            var compressed = new CompressedAudio(1, "", "aac", 1);
            foreach (var holds in (EntryHolds[])[EntryHolds.None, owned])
            {
                for (var attempts = 0; attempts < 4; attempts++)
                {
                    yield return new EntryState.Wav(audio, access, attempts, holds);
                    yield return new EntryState.Compressing(audio, access, attempts, holds, "", At);
                    yield return new EntryState.M4a(audio, access, attempts, holds, compressed);
                }
                yield return new EntryState.Missing(audio, access, 0, holds, null, null);
            }
        }
    }

    private static bool CanFollow(EntryState state, EntryEvent happened)
    {
        try
        {
            EntryFold.Apply(state, happened);
            return true;
        }
        catch (ImpossibleEventException)
        {
            return false;
        }
    }

    // The first column of the table.
    private static IReadOnlyList<string> DocumentedManifests()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CacheActors.sln")))
        {
            folder = folder.Parent.ShouldNotBeNull();
        }
        return
        [
            .. File.ReadLines(Path.Combine(folder.FullName, "docs", "events.md"))
                .Where(line => line.StartsWith('|'))
                .SelectMany(line => Manifest().Matches(line.Split('|')[1]).Select(match => match.Value)),
        ];
    }

    [GeneratedRegex(@"[a-z-]+\.v\d+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Manifest();
}
