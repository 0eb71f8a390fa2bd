using Akka.Event;

namespace Akka.Actor;

/// <summary>Keeps what came to an inbox until somebody asks for it, and who asks until it comes.</summary>
internal sealed class InboxActor(int capacity) : UntypedActor
{
    private readonly LinkedList<object> _messages = [];
    private readonly LinkedList<Query> _queries = [];
    private bool _warned;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Query query:
                Take(query);
                break;
            case Expiry expiry:
                if (_queries.Remove(expiry.Query))
                {
                    expiry.Query.Expire();
                }
                break;
            case StartWatch { Message: null } watch:
                Context.Watch(watch.Subject);
                break;
            case StartWatch watch:
                Context.WatchWith(watch.Subject, watch.Message);
                break;
            case StopWatch unwatch:
                Context.Unwatch(unwatch.Subject);
                break;
            default:
                Keep(message);
                break;
        }
    }

    protected override void PostStop()
    {
        foreach (var query in _queries)
        {
            query.Expire();
        }
    }

    private void Take(Query query)
    {
        for (var node = _messages.First; node is not null; node = node.Next)
        {
            if (query.Wants(node.Value))
            {
                _messages.Remove(node);
                _warned = false;
                query.Answer.TrySetResult(node.Value);
                return;
            }
        }
        if (query.Timeout == Timeout.InfiniteTimeSpan)
        {
            _queries.AddLast(query);
        }
        else if (query.Timeout <= TimeSpan.Zero)
        {
            query.Expire();
        }
        else
        {
            _queries.AddLast(query);
            query.Limit = Context.System.Scheduler.ScheduleTellOnceCancelable(
                query.Timeout,
                Self,
                new Expiry(query),
                Self
            );
        }
    }

    private void Keep(object message)
    {
        for (var node = _queries.First; node is not null; node = node.Next)
        {
            if (node.Value.Wants(message))
            {
                _queries.Remove(node);
                node.Value.Limit?.Cancel();
                node.Value.Answer.TrySetResult(message);
                return;
            }
        }
        if (_messages.Count < capacity)
        {
            _messages.AddLast(message);
        }
        else if (!_warned)
        {
            _warned = true;
            Context
                .GetLogger()
                .Warning(
                    "Dropping message: Inbox size has been exceeded, use akka.actor.inbox.inbox-size to increase."
                );
        }
    }

    internal sealed class Query(Predicate<object>? wanted, TimeSpan timeout)
    {
        public TaskCompletionSource<object> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Status.Failure Expired { get; } = new(new TimeoutException("Deadline passed"));

        public TimeSpan Timeout => timeout;

        public ICancelable? Limit { get; set; }

        public bool Wants(object message) => wanted?.Invoke(message) != false;

        public void Expire() => Answer.TrySetResult(Expired);
    }

    internal sealed record Expiry(Query Query);

    internal sealed record StartWatch(IActorRef Subject, object? Message);

    internal sealed record StopWatch(IActorRef Subject);
}
