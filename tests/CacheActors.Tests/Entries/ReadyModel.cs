using CacheActors.Domain.Entries;
using CacheActors.Entries;
using CacheActors.Views;
using Shouldly;

namespace CacheActors.Tests.Entries;

/// <summary>
/// One entry's actor, the projection and two callers, each of whom takes one step at a time in whatever order a test says. It
/// knows when each file was deleted, so it sees when somebody is told of one that was gone before they asked.
/// </summary>
internal sealed class ReadyModel
{
    private static readonly EntryKey Key = EntryKey.For("voice", "Contested.", 1);
    private static readonly EntryKey Other = EntryKey.For("voice", "Takes the place.", 1);

    // One line only: it is lost to the other entry whenever that is put.
    private readonly ReadyIndex _index = new(capacity: 1, TimeProvider.System);
    private readonly Dictionary<int, int> _deletedAt = [];
    private readonly Queue<Action> _actor = new();
    private readonly Caller[] _callers = [new(), new()];
    private int _now;
    private int _files;
    private int? _playing;
    private int _lastAbsent;
    private long _sequenceNumber;
    private (int? Playing, long SequenceNumber) _view;

    public ReadyModel() => _index.Trust.Resume();

    public void Do(Step step)
    {
        _now++;
        if (_playing is null)
        {
            _lastAbsent = _now;
        }
        switch (step)
        {
            case Step.Store:
                Begin(Store);
                break;
            case Step.Evict:
                Begin(Evict);
                break;
            case Step.RefuseToEvict:
                Begin(RefuseToEvict);
                break;
            case Step.UseOnly:
                Begin(Journal);
                break;
            case Step.GoOn:
                if (_actor.TryDequeue(out var next))
                {
                    next();
                }
                break;
            case Step.Project:
                _view = (_playing, _sequenceNumber);
                _index.Trust.Shown(Key, _sequenceNumber);
                break;
            case Step.Hit:
                if (_index.TryUse(Key, out var answer))
                {
                    Check(answer.Result, askedAt: _now);
                }
                break;
            case Step.LoseLine:
                _index.Put(Audio(Other, 0));
                break;
            case Step.FirstCaller:
                Ask(_callers[0]);
                break;
            default:
                Ask(_callers[1]);
                break;
        }
    }

    /// <summary>Everybody finishes, the views catch up: from then on they are believed again.</summary>
    public void Finish()
    {
        while (_actor.Count > 0)
        {
            Do(Step.GoOn);
        }
        Do(Step.Project);
        _callers[0] = new Caller();
        Do(Step.FirstCaller);
        Do(Step.FirstCaller);
        Do(Step.FirstCaller);
        _callers[0].Answered.ShouldBeTrue("the views know it, but are not believed");
    }

    // What CacheEntryActor does when it stores or replaces its file.
    private void Store()
    {
        var old = _playing;
        var file = ++_files;
        Journal(() => _playing = file);
        _actor.Enqueue(() => _index.Put(Audio(Key, file)));
        if (old is { } replaced)
        {
            _actor.Enqueue(() => _deletedAt[replaced] = _now);
        }
    }

    private void Evict()
    {
        if (_playing is not { } file)
        {
            return;
        }
        _actor.Enqueue(() => _index.Trust.Hold(Key));
        _actor.Enqueue(() => _index.Remove(Key));
        Journal(() => _playing = null, then: () => _index.Trust.Release(Key));
        _actor.Enqueue(() => _deletedAt[file] = _now);
    }

    private void RefuseToEvict()
    {
        if (_playing is not { } file)
        {
            return;
        }
        _actor.Enqueue(() => _index.Trust.Hold(Key));
        _actor.Enqueue(() => _index.Remove(Key));
        _actor.Enqueue(() => _index.Put(Audio(Key, file)));
        _actor.Enqueue(() => _index.Trust.Release(Key));
    }

    private void Journal() => Journal(() => { });

    private void Journal(Action change, Action? then = null)
    {
        _actor.Enqueue(() => _index.Trust.Expect(Key, _sequenceNumber + 1));
        if (then is not null)
        {
            _actor.Enqueue(then);
        }
        _actor.Enqueue(() =>
        {
            _sequenceNumber++;
            change();
        });
    }

    private void Begin(Action program)
    {
        if (_actor.Count == 0)
        {
            program();
        }
    }

    // What Hits does, in its three steps.
    private void Ask(Caller caller)
    {
        switch (caller.Next++)
        {
            case 0:
                caller.Answered = false;
                caller.AskedAt = _now;
                if (!_index.Trust.TryBegin(Key, out var reading))
                {
                    caller.Next = 0;
                }
                caller.Reading = reading;
                break;
            case 1:
                caller.Found = _view.Playing;
                break;
            default:
                caller.Next = 0;
                if (caller.Found is { } file)
                {
                    if (_index.TryUse(Audio(Key, file), caller.Reading, out var answer))
                    {
                        Check(answer.Result, caller.AskedAt);
                        caller.Answered = true;
                    }
                }
                else if (_index.Trust.IsStillSo(Key, caller.Reading))
                {
                    _lastAbsent.ShouldBeGreaterThanOrEqualTo(caller.AskedAt, "it was there all the time");
                    caller.Answered = true;
                }
                break;
        }
    }

    private void Check(CachedAudio? audio, int askedAt)
    {
        var file = int.Parse(audio.ShouldNotBeNull().Path);
        _deletedAt
            .GetValueOrDefault(file, int.MaxValue)
            .ShouldBeGreaterThanOrEqualTo(askedAt, $"file {file} was deleted before anybody asked");
    }

    private static CachedAudio Audio(EntryKey key, int file) => new(key, $"{file}", TimeSpan.FromSeconds(1), Hit: true);

    /// <summary>What happens next.</summary>
    internal enum Step
    {
        Store,
        Evict,
        RefuseToEvict,
        UseOnly,
        GoOn,
        Project,
        Hit,
        LoseLine,
        FirstCaller,
        SecondCaller,
    }

    private sealed class Caller
    {
        public int Next { get; set; }

        public int AskedAt { get; set; }

        public ViewTrust.Reading Reading { get; set; }

        public int? Found { get; set; }

        public bool Answered { get; set; }
    }
}
