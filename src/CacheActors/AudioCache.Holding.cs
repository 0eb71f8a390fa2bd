using Akka.Actor;
using CacheActors.Domain.Entries;
using CacheActors.Entries;
using CacheActors.Files;
using CacheActors.Views.EntryList;

namespace CacheActors;

// Leases, pins and references: what keeps a file or an entry.
public sealed partial class AudioCache
{
    /// <inheritdoc/>
    public async Task<AudioLease?> LeaseAsync(EntryKey key, CancellationToken cancellationToken = default)
    {
        // Held first, asked for second: what is answered cannot go in between.
        _open.Leases.Acquire(key);
        CachedAudio? audio;
        try
        {
            audio = await TryGetAsync(key, cancellationToken);
        }
        catch
        {
            Release(except: null);
            throw;
        }
        var format = audio is null ? (AudioFormat?)null : CacheFolder.FormatOf(audio.Path);
        Release(except: format);
        return audio is null ? null : new AudioLease(audio, format!.Value, _open.Leases);

        void Release(AudioFormat? except)
        {
            foreach (var other in Enum.GetValues<AudioFormat>())
            {
                if (other != except)
                {
                    _open.Leases.Release(key, other);
                }
            }
        }
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenReadAsync(EntryKey key, CancellationToken cancellationToken = default)
    {
        var lease = await LeaseAsync(key, cancellationToken);
        if (lease is null)
        {
            return null;
        }
        try
        {
            var file = await _open.Io.RunAsync(() => _open.Files.OpenRead(lease.Audio.Path), cancellationToken);
            return new LeasedStream(file, lease);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task PinAsync(EntryKey key, CancellationToken cancellationToken = default) =>
        HoldAsync(key, new EntryCommand.Pin(), cancellationToken);

    /// <inheritdoc/>
    public Task UnpinAsync(EntryKey key, CancellationToken cancellationToken = default) =>
        HoldAsync(key, new EntryCommand.Unpin(), cancellationToken);

    /// <inheritdoc/>
    public Task AddReferenceAsync(EntryKey key, EntryOwner owner, CancellationToken cancellationToken = default) =>
        HoldAsync(key, new EntryCommand.AddOwner(owner), cancellationToken);

    /// <inheritdoc/>
    public Task RemoveReferenceAsync(EntryKey key, EntryOwner owner, CancellationToken cancellationToken = default) =>
        HoldAsync(key, new EntryCommand.RemoveOwner(owner), cancellationToken);

    /// <inheritdoc/>
    public async Task<int> ReleaseOwnerAsync(EntryOwner owner, CancellationToken cancellationToken = default)
    {
        await CatchUpAsync(cancellationToken);
        var keys = await Reader.QueryAsync(views => EntryListQuery.OwnedBy(views, owner), cancellationToken);
        var released = await Task.WhenAll(
            keys.Select(key => AskToHoldAsync(key, new EntryCommand.RemoveOwner(owner), cancellationToken))
        );
        await CatchUpAsync(cancellationToken);
        return released.Count(reply => reply is EntryReply.Done);
    }

    private async Task HoldAsync(EntryKey key, EntryCommand command, CancellationToken cancellationToken)
    {
        if (await AskToHoldAsync(key, command, cancellationToken) is EntryReply.Refused)
        {
            throw new UnknownEntryException(key.Value);
        }
        await CatchUpAsync(cancellationToken);
    }

    private Task<EntryReply> AskToHoldAsync(EntryKey key, EntryCommand command, CancellationToken cancellationToken) =>
        Entries.Ask<EntryReply>(new EntryMessage.Hold(key, command), _options.Entries.AnswerTimeout, cancellationToken);
}
