using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>Why an actor waits for children to stop.</summary>
internal enum StopReason
{
    /// <summary>Nothing waits.</summary>
    None,

    /// <summary>The actor stopped some children; it goes on as usual.</summary>
    UserRequest,

    /// <summary>The instance is to be created once more, because its creation failed.</summary>
    Creation,

    /// <summary>The instance is to be replaced.</summary>
    Recreation,

    /// <summary>The actor itself stops.</summary>
    Termination,
}

/// <summary>
/// The children of one actor by name. The actor changes it; other threads look actors up in it, and create actors under the
/// guardians: hence the lock. An entry is the child's reference, its restart statistics once it has failed, or a mark for a
/// name that is taken while its actor is being made.
/// </summary>
internal sealed class ChildContainer
{
    /// <summary>The container of every actor that has stopped.</summary>
    public static readonly ChildContainer Terminated = new() { _reason = StopReason.Termination };

    private static readonly object Reserved = new();

    private readonly Dictionary<string, object> _byName = new(StringComparer.Ordinal);
    private HashSet<string>? _stopping;
    private StopReason _reason;
    private Exception? _cause;
    private long _lastName;

    public bool IsTerminating
    {
        get
        {
            lock (_byName)
            {
                return _reason == StopReason.Termination;
            }
        }
    }

    /// <summary>True while a restart or the end of the actor waits for children to stop.</summary>
    public bool IsWaiting
    {
        get
        {
            lock (_byName)
            {
                return _stopping is { Count: > 0 } && _reason > StopReason.UserRequest;
            }
        }
    }

    /// <summary>Takes a name, or makes one up.</summary>
    public string Reserve(string? name)
    {
        lock (_byName)
        {
            if (_reason == StopReason.Termination)
            {
                throw new InvalidOperationException("Cannot create children while terminating or terminated.");
            }
            name ??= NextName();
            return _byName.TryAdd(name, Reserved)
                ? name
                : throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
        }
    }

    public void Unreserve(string name)
    {
        lock (_byName)
        {
            if (_byName.TryGetValue(name, out var entry) && entry == Reserved)
            {
                _byName.Remove(name);
            }
        }
    }

    /// <summary>Fills a reserved name. False if the actor began to stop meanwhile.</summary>
    public bool Add(IInternalActorRef child)
    {
        lock (_byName)
        {
            if (_reason == StopReason.Termination)
            {
                _byName.Remove(child.Path.Name);
                return false;
            }
            _byName[child.Path.Name] = child;
            return true;
        }
    }

    /// <summary>Removes a child that has stopped; returns what was waiting for it and can go on now.</summary>
    public (StopReason Reason, Exception? Cause) Remove(IActorRef child)
    {
        lock (_byName)
        {
            if (Find(child) is null)
            {
                return default;
            }
            _byName.Remove(child.Path.Name);
            if (_stopping is null || !_stopping.Remove(child.Path.Name) || _stopping.Count > 0)
            {
                return default;
            }
            var result = (_reason, _cause);
            _cause = null;
            _stopping = null;
            if (_reason != StopReason.Termination)
            {
                _reason = StopReason.None;
            }
            return result;
        }
    }

    /// <summary>Notes that a child is being stopped.</summary>
    public void MarkStopping(IActorRef child)
    {
        lock (_byName)
        {
            if (Find(child) is not null)
            {
                (_stopping ??= new HashSet<string>(StringComparer.Ordinal)).Add(child.Path.Name);
                _reason = _reason == StopReason.None ? StopReason.UserRequest : _reason;
            }
        }
    }

    /// <summary>Says what waits for the stopping children. False if there are none.</summary>
    public bool TryWait(StopReason reason, Exception? cause)
    {
        lock (_byName)
        {
            if (_stopping is not { Count: > 0 })
            {
                return false;
            }
            _reason = reason;
            _cause = cause;
            return true;
        }
    }

    /// <summary>No child can be added from now on.</summary>
    public void Terminate()
    {
        lock (_byName)
        {
            _reason = StopReason.Termination;
        }
    }

    public int Count
    {
        get
        {
            lock (_byName)
            {
                return _byName.Count;
            }
        }
    }

    public bool Contains(IActorRef child)
    {
        lock (_byName)
        {
            return Find(child) is not null;
        }
    }

    public IInternalActorRef? Get(string name)
    {
        lock (_byName)
        {
            return _byName.TryGetValue(name, out var entry) ? RefOf(entry) : null;
        }
    }

    /// <summary>The statistics of a child, or null if it is none.</summary>
    public ChildRestartStats? StatsOf(IActorRef child)
    {
        lock (_byName)
        {
            return Find(child) is { } entry ? StatsOf(entry) : null;
        }
    }

    public List<IInternalActorRef> Refs()
    {
        lock (_byName)
        {
            var refs = new List<IInternalActorRef>(_byName.Count);
            foreach (var entry in _byName.Values)
            {
                if (RefOf(entry) is { } child)
                {
                    refs.Add(child);
                }
            }
            return refs;
        }
    }

    public List<ChildRestartStats> Stats()
    {
        lock (_byName)
        {
            var stats = new List<ChildRestartStats>(_byName.Count);
            foreach (var entry in new List<object>(_byName.Values))
            {
                if (entry != Reserved)
                {
                    stats.Add(StatsOf(entry));
                }
            }
            return stats;
        }
    }

    private static IInternalActorRef? RefOf(object entry) =>
        entry as IInternalActorRef ?? (entry as ChildRestartStats)?.Child;

    private object? Find(IActorRef child) =>
        _byName.TryGetValue(child.Path.Name, out var entry) && RefOf(entry) is { } known && known.Equals(child)
            ? entry
            : null;

    private ChildRestartStats StatsOf(object entry)
    {
        if (entry is ChildRestartStats stats)
        {
            return stats;
        }
        stats = new ChildRestartStats((IInternalActorRef)entry);
        _byName[stats.Child.Path.Name] = stats;
        return stats;
    }

    /// <summary>"$a", "$b", …: base 64, lowest digit first.</summary>
    private string NextName()
    {
        const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";
        Span<char> text = stackalloc char[12];
        text[0] = '$';
        var length = 1;
        var number = _lastName++;
        do
        {
            text[length++] = Digits[(int)(number & 63)];
            number >>= 6;
        } while (number > 0);
        return text[..length].ToString();
    }
}
