using CacheActors.Domain.Entries;

namespace CacheActors.Entries;

/// <summary>What was done with an entry's files, and what is to be journaled of it.</summary>
/// <param name="isKnown">There is an entry that files put aside can be journaled of.</param>
internal sealed class Correction(bool isKnown)
{
    private readonly List<EntryCommand> _commands = [];
    private readonly List<string> _done = [];
    private readonly List<string> _evidence = [];

    /// <summary>To be journaled, in this order.</summary>
    public IReadOnlyList<EntryCommand> Commands => _commands;

    /// <summary>What was done, for a person.</summary>
    public string Done => string.Join("; ", _done);

    /// <summary>What was found and tried, for a person.</summary>
    public string Evidence => string.Join("; ", _evidence);

    /// <summary>What stopped it; what was done until then is to be journaled all the same. Null: it is complete.</summary>
    public Exception? Failure { get; set; }

    public void Add(EntryCommand command, string done)
    {
        _commands.Add(command);
        if (done.Length > 0)
        {
            _done.Add(done);
        }
    }

    public void AddEvidence(string evidence) => _evidence.Add(evidence);

    public void SetAside(AudioFormat format, string name, string reason)
    {
        if (isKnown)
        {
            _commands.Add(new EntryCommand.RecordSetAside(format, name, reason));
        }
        _done.Add($"{(format == AudioFormat.Wav ? "WAV" : "M4A")} into quarantine as {name}");
    }
}
