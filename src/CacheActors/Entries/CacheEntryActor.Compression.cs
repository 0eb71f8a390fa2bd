using Akka.Actor;
using CacheActors.Diagnostics;
using CacheActors.Domain.Entries;

namespace CacheActors.Entries;

// Granting a compression, and taking over its result. Bytes first, then the fact, then the deletion.
internal sealed partial class CacheEntryActor
{
    private void OnStartCompression(EntryMessage.StartCompression message)
    {
        var asking = Sender;
        using var step = CacheTrace.Step("entry.grant-compression", message.Trace, _key);
        Execute(
            message,
            new EntryCommand.StartCompression(message.RunId),
            [asking],
            () =>
            {
                var held = (EntryState.Held)_state;
                asking.Tell(
                    new EntryReply.Granted(
                        _key,
                        held.Attempts,
                        WavPath,
                        held.Audio.SizeBytes,
                        _madeIn,
                        message.CorrelationId
                    )
                );
            },
            refused => asking.Tell(new EntryReply.Refused(refused))
        );
    }

    // Bytes first: the new file gets its final name, then the event is journaled, then the WAV goes.
    private void OnCompleteCompression(EntryMessage.CompleteCompression message)
    {
        var asking = Sender;
        using var step = CacheTrace.Step("entry.take-compressed", message.Trace, _key);
        if (Decide(Completion(message)) is EntryDecision.Rejected rejected)
        {
            DeleteStaged(message.StagingPath);
            asking.Tell(new EntryReply.Refused(rejected.Rejection));
            return;
        }
        _fileWork++;
        _services
            .Files.PublishAsync(message.StagingPath, M4aPath, message.File, CancellationToken.None)
            .PipeTo(
                Self,
                success: () => new Published(message, asking),
                failure: failure => new NotPublished(message, asking, failure)
            );
    }

    private void OnPublished(Published published)
    {
        var asking = published.Asking;
        using var step = CacheTrace.Step("entry.compressed", published.Message.Trace, _key);
        Execute(
            published.Message,
            Completion(published.Message),
            [asking],
            () =>
            {
                AnnounceReady();
                DeleteFile(AudioFormat.Wav, _ => asking.Tell(new EntryReply.Done(_state)));
                EndFileWork();
            },
            refused =>
            {
                asking.Tell(new EntryReply.Refused(refused));
                // Cleared while its file was on the way: nothing names that file.
                DeleteFile(AudioFormat.M4a, _ => { });
                EndFileWork();
            }
        );
    }

    private void OnNotPublished(NotPublished notPublished)
    {
        DeleteStaged(notPublished.Message.StagingPath);
        EndGrant(
            notPublished.Message,
            new EntryCommand.FailCompression(notPublished.Message.Attempt, notPublished.Cause.Message),
            notPublished.Asking,
            EndFileWork
        );
    }

    private void EndGrant(EntryMessage message, EntryCommand command, IActorRef asking, Action? then = null)
    {
        Execute(
            message,
            command,
            [asking],
            () => Answer(new EntryReply.Done(_state)),
            r => Answer(new EntryReply.Refused(r))
        );

        void Answer(EntryReply reply)
        {
            asking.Tell(reply);
            then?.Invoke();
        }
    }

    private static EntryCommand.CompleteCompression Completion(EntryMessage.CompleteCompression message) =>
        new(message.Attempt, message.File.SizeBytes, message.File.Sha256, message.Codec, message.BitRate);

    private sealed record Published(EntryMessage.CompleteCompression Message, IActorRef Asking);

    private sealed record NotPublished(EntryMessage.CompleteCompression Message, IActorRef Asking, Exception Cause);
}
