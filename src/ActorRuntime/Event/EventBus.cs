namespace Akka.Event;

/// <summary>Delivers events to those who subscribed to a class of them.</summary>
/// <typeparam name="TEvent">The events.</typeparam>
/// <typeparam name="TClassifier">What classes are named by.</typeparam>
/// <typeparam name="TSubscriber">Who subscribes.</typeparam>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
    where TClassifier : notnull
    where TSubscriber : notnull
{
    private readonly Lock _lock = new();

    /// <summary>Immutable: replaced by each change.</summary>
    private volatile Entry[] _subscriptions = [];

    /// <summary>Who gets events of a class, worked out when the first one comes; replaced by each change.</summary>
    private volatile Dictionary<TClassifier, TSubscriber[]> _receivers = [];

    /// <summary>Adds a subscription.</summary>
    /// <param name="subscriber">Who subscribes.</param>
    /// <param name="classifier">To what.</param>
    /// <returns>False if the subscriber has subscribed to that already.</returns>
    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            foreach (var entry in _subscriptions)
            {
                if (entry.Subscriber.Equals(subscriber) && entry.Classifier.Equals(classifier))
                {
                    return false;
                }
            }
            Change([.. _subscriptions, new Entry(subscriber, classifier, [])]);
            return true;
        }
    }

    /// <summary>Ends all subscriptions of a subscriber.</summary>
    /// <param name="subscriber">Who subscribed.</param>
    /// <returns>False if there were none.</returns>
    public virtual bool Unsubscribe(TSubscriber subscriber)
    {
        lock (_lock)
        {
            var left = Array.FindAll(_subscriptions, e => !e.Subscriber.Equals(subscriber));
            var changed = left.Length != _subscriptions.Length;
            Change(left);
            return changed;
        }
    }

    /// <summary>
    /// Ends the subscription to a class. Subscriptions to other classes stay, even if they deliver the same events; but if there
    /// is none to this very class, it is left out of those to larger ones.
    /// </summary>
    /// <param name="subscriber">Who subscribed.</param>
    /// <param name="classifier">To what.</param>
    /// <returns>False if it got nothing of that class.</returns>
    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            var left = Array.FindAll(
                _subscriptions,
                e => !e.Subscriber.Equals(subscriber) || !e.Classifier.Equals(classifier)
            );
            if (left.Length == _subscriptions.Length)
            {
                left = Array.ConvertAll(
                    left,
                    e =>
                        e.Subscriber.Equals(subscriber) && Covers(e, classifier)
                            ? e with
                            {
                                Except = [.. e.Except, classifier],
                            }
                            : e
                );
            }
            var changed = !left.AsSpan().SequenceEqual(_subscriptions);
            Change(left);
            return changed;
        }
    }

    /// <summary>Delivers an event.</summary>
    /// <param name="event">The event.</param>
    public virtual void Publish(TEvent @event)
    {
        var classifier = GetClassifier(@event);
        if (!_receivers.TryGetValue(classifier, out var receivers))
        {
            receivers = FindReceivers(@event, classifier);
        }
        foreach (var receiver in receivers)
        {
            Publish(@event, receiver);
        }
    }

    /// <summary>True if all of a class belongs to another.</summary>
    /// <param name="parent">The larger class.</param>
    /// <param name="child">The smaller class.</param>
    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);

    /// <summary>Delivers an event to one subscriber.</summary>
    /// <param name="event">The event.</param>
    /// <param name="subscriber">The subscriber.</param>
    protected abstract void Publish(TEvent @event, TSubscriber subscriber);

    /// <summary>True if an event belongs to a class.</summary>
    /// <param name="event">The event.</param>
    /// <param name="classifier">The class.</param>
    protected abstract bool Classify(TEvent @event, TClassifier classifier);

    /// <summary>The smallest class an event belongs to.</summary>
    /// <param name="event">The event.</param>
    protected abstract TClassifier GetClassifier(TEvent @event);

    private TSubscriber[] FindReceivers(TEvent @event, TClassifier classifier)
    {
        lock (_lock)
        {
            var receivers = new List<TSubscriber>();
            foreach (var entry in _subscriptions)
            {
                if (
                    Classify(@event, entry.Classifier)
                    && !Array.Exists(entry.Except, except => Classify(@event, except))
                    && !receivers.Contains(entry.Subscriber)
                )
                {
                    receivers.Add(entry.Subscriber);
                }
            }
            TSubscriber[] found = [.. receivers];
            _receivers = new Dictionary<TClassifier, TSubscriber[]>(_receivers) { [classifier] = found };
            return found;
        }
    }

    /// <summary>True if the entry delivers all of a class.</summary>
    private bool Covers(Entry entry, TClassifier classifier) =>
        IsSubClassification(entry.Classifier, classifier)
        && !Array.Exists(entry.Except, except => IsSubClassification(except, classifier));

    private void Change(Entry[] subscriptions)
    {
        _subscriptions = subscriptions;
        _receivers = [];
    }

    private sealed record Entry(TSubscriber Subscriber, TClassifier Classifier, TClassifier[] Except);
}
