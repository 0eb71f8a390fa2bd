using System.Diagnostics;
using CacheActors.Diagnostics;
using CacheActors.Domain.Entries;
using CacheActors.Downloads;
using CacheActors.Files;

namespace CacheActors.Entries;

/// <summary>What is asked of one entry's actor, by way of the region.</summary>
internal abstract record EntryMessage(EntryKey Key)
{
    /// <summary>The trace that the message belongs to: that of whoever made it.</summary>
    public ActivityContext Trace { get; init; } = CacheTrace.Here;

    /// <summary>What it follows from, in a few words, for the entry's history.</summary>
    public abstract string Cause { get; }

    /// <summary>The same for everything that one call or run leads to; null: the trace's, or a new one.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The audio, spoken now if it is not there. Answer: <see cref="CachedAudio"/>.</summary>
    public sealed record GetOrSynthesize(EntryKey Key, SynthesisRequest Request) : EntryMessage(Key)
    {
        public override string Cause => "synthesize";
    }

    /// <summary>The audio, downloaded now if it is not there. Answer: <see cref="CachedAudio"/>.</summary>
    public sealed record GetOrDownload(EntryKey Key, DownloadRequest Request, DownloadCaller Caller) : EntryMessage(Key)
    {
        public override string Cause => "download";
    }

    /// <summary>Keep a file that lies in staging. Answer: <see cref="CachedAudio"/>.</summary>
    public sealed record Adopt(EntryKey Key, string StagingPath, EntryCommand.Store Store) : EntryMessage(Key)
    {
        public override string Cause => "import";
    }

    /// <summary>A playable file. Answer: <see cref="EntryReply.Found"/> or <see cref="EntryReply.Unknown"/>.</summary>
    public sealed record TryGet(EntryKey Key) : EntryMessage(Key)
    {
        public override string Cause => "read";
    }

    /// <summary>Grant a compression. Answer: <see cref="EntryReply.Granted"/> or <see cref="EntryReply.Refused"/>.</summary>
    public sealed record StartCompression(EntryKey Key, string RunId) : EntryMessage(Key)
    {
        public override string Cause => "compress";
    }

    /// <summary>The granted attempt's file lies in staging. Answer: <see cref="EntryReply.Done"/> or <see cref="EntryReply.Refused"/>.</summary>
    public sealed record CompleteCompression(
        EntryKey Key,
        int Attempt,
        string StagingPath,
        FileFacts File,
        string Codec,
        int BitRate
    ) : EntryMessage(Key)
    {
        public override string Cause => "compress";
    }

    /// <summary>The granted attempt failed. Answer as above.</summary>
    public sealed record FailCompression(EntryKey Key, int Attempt, string Reason) : EntryMessage(Key)
    {
        public override string Cause => "compress";
    }

    /// <summary>The granted attempt was given up. Answer as above.</summary>
    public sealed record CancelCompression(EntryKey Key, int Attempt, string Reason) : EntryMessage(Key)
    {
        public override string Cause => "compress";
    }

    /// <summary>Delete files that no event names, which a failure may have left. No answer.</summary>
    public sealed record Tidy(EntryKey Key) : EntryMessage(Key)
    {
        public override string Cause => "tidy";
    }

    /// <summary>Pin or unpin it, give it an owner or take one off. Answer: <see cref="EntryReply.Done"/> or <see cref="EntryReply.Refused"/>.</summary>
    public sealed record Hold(EntryKey Key, EntryCommand Command) : EntryMessage(Key)
    {
        public override string Cause =>
            Command.GetType().Name switch
            {
                nameof(EntryCommand.AddOwner) => "reference",
                nameof(EntryCommand.RemoveOwner) => "release",
                var pin => pin.ToLowerInvariant(),
            };
    }

    /// <summary>
    /// It was used: journal it. Answer: <see cref="EntryReply.Done"/>, or <see cref="EntryReply.Refused"/> when it has no audio.
    /// </summary>
    public sealed record RecordUses(EntryKey Key, int Count, DateTimeOffset Last) : EntryMessage(Key)
    {
        public override string Cause => "use";
    }

    /// <summary>
    /// Let the audio go. Answer: <see cref="EntryReply.LetGo"/> once the file is deleted, <see cref="EntryReply.UsedSince"/>,
    /// <see cref="EntryReply.InUse"/> or <see cref="EntryReply.Refused"/>.
    /// </summary>
    /// <param name="Key">The entry.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="LastUse">The last use that the choice was made by, UTC; null when it does not matter.</param>
    public sealed record Evict(EntryKey Key, EvictionReason Reason, DateTimeOffset? LastUse = null) : EntryMessage(Key)
    {
        public override string Cause =>
            Reason switch
            {
                EvictionReason.Budget => "evict: room was needed within the cache's size",
                EvictionReason.Age => "evict: not used for longer than the cache keeps audio",
                EvictionReason.Requested => "evict: somebody asked for room",
                _ => "clear",
            };
    }

    /// <summary>
    /// Look at the entry's files and bring files and journal in line. Answer: <see cref="EntryReply.Reconciled"/>.
    /// </summary>
    /// <param name="Key">The entry; it need not exist.</param>
    /// <param name="DryRun">Only look.</param>
    /// <param name="Deep">Read the content, whatever the size says.</param>
    /// <param name="EqualContent">Files that have, by their hash, the content that is journaled for it.</param>
    public sealed record Reconcile(EntryKey Key, bool DryRun, bool Deep, IReadOnlyList<string> EqualContent)
        : EntryMessage(Key)
    {
        public override string Cause => "reconcile";
    }
}

/// <summary>What an entry's actor answers.</summary>
internal abstract record EntryReply
{
    /// <summary>There is such an entry, and it plays.</summary>
    public sealed record Found(CachedAudio Audio) : EntryReply;

    /// <summary>There is no such entry.</summary>
    public sealed record Unknown : EntryReply
    {
        public static Unknown Instance { get; } = new();
    }

    /// <summary>The compression is journaled and may begin.</summary>
    /// <param name="Key">The entry.</param>
    /// <param name="Attempt">The attempt that holds the grant.</param>
    /// <param name="WavPath">The file to compress.</param>
    /// <param name="WavSizeBytes">Its size in bytes.</param>
    /// <param name="MadeIn">The trace in which the entry was made, if that was lately.</param>
    /// <param name="CorrelationId">For what becomes of it.</param>
    public sealed record Granted(
        EntryKey Key,
        int Attempt,
        string WavPath,
        long WavSizeBytes,
        ActivityContext MadeIn,
        string? CorrelationId
    ) : EntryReply;

    /// <summary>What was asked for is journaled.</summary>
    public sealed record Done(EntryState State) : EntryReply;

    /// <summary>The audio is gone, journal and file.</summary>
    /// <param name="FreedBytes">Bytes the disk has back; 0 when another entry shares the content.</param>
    public sealed record LetGo(long FreedBytes) : EntryReply;

    /// <summary>It was used later than who chose it knew; nothing changed.</summary>
    public sealed record UsedSince(DateTimeOffset LastUse) : EntryReply;

    /// <summary>Somebody holds a lease on the file; nothing changed.</summary>
    public sealed record InUse : EntryReply
    {
        public static InUse Instance { get; } = new();
    }

    /// <summary>A rule said no; nothing changed.</summary>
    public sealed record Refused(EntryRejection Rejection) : EntryReply;

    /// <summary>Its files were looked at.</summary>
    /// <param name="Discrepancy">What was found, and done unless it was a dry run; null: nothing, or somebody is at work on it.</param>
    public sealed record Reconciled(Discrepancy? Discrepancy) : EntryReply;
}
