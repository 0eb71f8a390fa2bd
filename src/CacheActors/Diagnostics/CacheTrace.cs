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

    /// <summary>An id for everything that one call or run leads to: that of the trace here, or a new one. 32 hex digits.</summary>
    public static string Correlation() => (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString();

    /// <summary>Begins what the host asks for: part of the host's trace, or a trace of its own. Null when nobody listens.</summary>
    public static Activity? Call(string name, EntryKey? key = null) => Tag(Source.StartActivity(name), key);

    /// <summary>Begins a step of the trace that goes on here; null when there is none.</summary>
    public static Activity? Step(string name, EntryKey? key = null) =>
        Activity.Current is null ? null : Tag(Source.StartActivity(name), key);

    /// <summary>Begins a step of the trace that a message brought; null when it brought none.</summary>
    public static Activity? Step(string name, ActivityContext from, EntryKey? key = null) =>
        from == default ? null : Tag(Source.StartActivity(name, ActivityKind.Internal, from), key);

    /// <summary>Begins work for many: in the trace of whoever asked, or one of its own. Null when nobody listens.</summary>
    public static Activity? Batch(string name, ActivityContext askedFor) =>
        Source.StartActivity(name, ActivityKind.Internal, askedFor);

    /// <summary>Says that this work concerns what was made in that trace.</summary>
    public static void LinkTo(this Activity activity, ActivityContext trace)
    {
        if (trace != default && trace.TraceId != activity.TraceId)
        {
            activity.AddLink(new ActivityLink(trace));
        }
    }

    /// <summary>Ends a step that failed.</summary>
    public static void Fail(this Activity? activity, Exception cause) =>
        activity?.SetStatus(ActivityStatusCode.Error, cause.Message);

    private static Activity? Tag(Activity? activity, EntryKey? key) =>
        key is null ? activity : activity?.SetTag("cacheactors.key", key.Value);
}
