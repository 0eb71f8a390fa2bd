using System.Diagnostics;
using CacheActors.Domain.Entries;

namespace CacheActors.Diagnostics;

/// <summary>
/// Traces, for OpenTelemetry: source <c>CacheActors</c>. A trace goes from the host's call through the entry's actor, the
/// journal and ffmpeg to the file. Messages carry where they came from, because a mailbox does not.
/// </summary>
internal static class CacheTrace
{
    /// <summary>The source's name, to subscribe to.</summary>
    public const string Name = "CacheActors";

    private static readonly ActivitySource Source = new(
        Name,
        typeof(CacheTrace).Assembly.GetName().Version?.ToString(3)
    );

    /// <summary>Where the caller is in its trace; the default when nobody listens.</summary>
    public static ActivityContext Here => Activity.Current?.Context ?? default;

    /// <summary>Begins a step of the current trace; null when nobody listens.</summary>
    public static Activity? Start(string name, EntryKey? key = null) => Tag(Source.StartActivity(name), key);

    /// <summary>Begins a step of the trace that a message brought; null when nobody listens.</summary>
    public static Activity? Start(string name, ActivityContext from, EntryKey? key = null) =>
        Tag(Source.StartActivity(name, ActivityKind.Internal, from), key);

    /// <summary>Ends a step that failed.</summary>
    public static void Fail(this Activity? activity, Exception cause) =>
        activity?.SetStatus(ActivityStatusCode.Error, cause.Message);

    private static Activity? Tag(Activity? activity, EntryKey? key) =>
        key is null ? activity : activity?.SetTag("cacheactors.key", key.Value);
}
