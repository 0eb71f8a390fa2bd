using Akka.Actor;
using CacheActors.Diagnostics;
using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;

namespace CacheActors.Entries;

// Bringing files and journal in line. Meanwhile everything else that is asked of the entry waits.
internal sealed partial class CacheEntryActor
{
    private bool _withdrawn;

    private void OnReconcile(EntryMessage.Reconcile message)
    {
        // At work: what its files are now says nothing.
        if (_recording || _fileWork > 0)
        {
            Sender.Tell(new EntryReply.Reconciled(null));
            return;
        }
        var asking = Sender;
        _fileWork++;
        Become(Reconciling);
        using var step = CacheTrace.Step("entry.reconcile", message.Trace, _key);
        _services
            .Repair.ExamineAsync(_key, _state, _services.Compressor.RunId, message.Deep)
            .PipeTo(
                Self,
                success: examined => new Examined(message, asking, examined),
                failure: failure => new NotReconciled(asking, failure)
            );
    }

    private void Reconciling()
    {
        Command<Examined>(OnExamined);
        Command<Corrected>(OnCorrected);
        Command<NotReconciled>(OnNotReconciled);
        CommandAny(_ => Stash.Stash());
    }

    private void OnExamined(Examined examined)
    {
        var (message, asking, entry) = examined;
        if (entry.Verdict.Kind is not { } kind)
        {
            EndReconciling(asking, null);
            return;
        }
        var found = new Discrepancy(
            kind,
            _key,
            _services.Folder.AudioPath(_key, AffectedFormat(entry)),
            $"Journaled: {Words(_state)}. Found: {entry.Wav.Words}, {entry.M4a.Words}.",
            _services.Time.GetUtcNow(),
            FixedAt: null,
            entry.Verdict.ToString()
        );
        if (message.DryRun)
        {
            EndReconciling(asking, found);
            return;
        }
        // First nobody new gets a file without asking here, then it is seen who has one: in between no lease is missed.
        _services.Ready.Trust.Hold(_key);
        _services.Ready.Remove(_key);
        _withdrawn = true;
        if (_services.Leases.IsLeased(_key))
        {
            EndReconciling(asking, found with { Remedy = "left as it is: somebody has the file open" });
            return;
        }
        _services
            .Repair.CorrectAsync(
                _key,
                _state,
                entry,
                message.EqualContent,
                _services.Compressor.RunId,
                _services.Closing
            )
            .PipeTo(
                Self,
                success: correction => new Corrected(message, asking, found, correction),
                failure: failure => new NotReconciled(asking, failure)
            );
    }

    private void OnCorrected(Corrected corrected) => Record(corrected, next: 0);

    private void Record(Corrected corrected, int next)
    {
        var (message, asking, found, correction) = corrected;
        if (next == correction.Commands.Count && correction.Failure is { } failure)
        {
            OnNotReconciled(new NotReconciled(asking, failure));
            return;
        }
        if (next == correction.Commands.Count)
        {
            var fixedAt = _services.Time.GetUtcNow();
            EndReconciling(asking, found with { FixedAt = fixedAt, Remedy = correction.Done });
            return;
        }
        Execute(
            message,
            correction.Commands[next],
            [asking],
            () => Record(corrected, next + 1),
            refused => EndReconciling(asking, found with { Remedy = $"{correction.Done}; refused: {refused}" })
        );
    }

    private void OnNotReconciled(NotReconciled notReconciled)
    {
        notReconciled.Asking.Tell(
            new Status.Failure(
                notReconciled.Cause is CacheException or OperationCanceledException
                    ? notReconciled.Cause
                    : new CacheException(
                        $"{_key} could not be reconciled: {notReconciled.Cause.Message}",
                        notReconciled.Cause
                    )
            )
        );
        EndReconciling();
    }

    private void EndReconciling(IActorRef asking, Discrepancy? found)
    {
        asking.Tell(new EntryReply.Reconciled(found));
        EndReconciling();
    }

    private void EndReconciling()
    {
        if (_withdrawn)
        {
            AnnounceReady();
            ShowAgain();
        }
        Become(Commands);
        Stash.UnstashAll();
        EndFileWork();
    }

    private void ShowAgain()
    {
        if (_withdrawn)
        {
            _withdrawn = false;
            _services.Ready.Trust.Release(_key);
        }
    }

    // The file that the entry has, unless the difference is another one.
    private AudioFormat AffectedFormat(ExaminedEntry entry) =>
        entry.Verdict switch
        {
            { Remedy: Remedy.Adopt or Remedy.Take, File: { } file } => file,
            { Remedy: Remedy.SetAside, WavAside: true } => AudioFormat.Wav,
            { Remedy: Remedy.SetAside } => AudioFormat.M4a,
            _ => ((EntryState.Held)_state).Format(),
        };

    private static string Words(EntryState state) =>
        state switch
        {
            EntryState.Absent => "nothing",
            EntryState.Evicted => "evicted",
            EntryState.Missing missing => $"missing {Name(missing.Format())}",
            EntryState.Held held => FormattableString.Invariant(
                $"{Name(held.Format())} of {held.SizeBytes():N0} bytes"
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Name(AudioFormat format) => format == AudioFormat.Wav ? "WAV" : "M4A";

    private sealed record Examined(EntryMessage.Reconcile Message, IActorRef Asking, ExaminedEntry Entry);

    private sealed record Corrected(
        EntryMessage.Reconcile Message,
        IActorRef Asking,
        Discrepancy Found,
        Correction Correction
    );

    private sealed record NotReconciled(IActorRef Asking, Exception Cause);
}
