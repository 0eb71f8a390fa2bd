namespace Akka.Event;

/// <summary>Delivers events to those who subscribed to a class of them.</summary>
/// <typeparam name="TEvent">The events.</typeparam>
/// <typeparam name="TClassifier">What classes are named by.</typeparam>
/// <typeparam name="TSubscriber">Who subscribes.</typeparam>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
    where TClassifier : notnull
    where TSubscriber : notnull
{
    private readonly object _lock = new();

    /// <summary>Immutable: replaced by each change.</summary>
    private volatile (TSubscriber Subscriber, TClassifier Classifier)[] _subscriptions = [];

    /// <summary>Who gets events of a class, worked out when the first one comes; replaced by each change.</summary>
    private volatile Dictionary<TClassifier, TSubscriber[]> _receivers = [];

    /// <summary>Adds a subscription.</summary>
    /// <param name="subscriber">Who subscribes.</param>
    /// <param name="classifier">To what.</param>
    /// <returns>False if the subscriber gets all of that already.</returns>
    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            foreach (var (other, covered) in _subscriptions)
            {
                if (other.Equals(subscriber) && IsSubClassification(covered, classifier))
                {
                    return false;
                }
            }
            Change([.. _subscriptions, (subscriber, classifier)]);
            return true;
        }
    }

    /// <summary>Ends all subscriptions of a subscriber.</summary>
    /// <param name="subscriber">Who subscribed.</param>
    /// <returns>False if there were none.</returns>
    public virtual bool Unsubscribe(TSubscriber subscriber) =>
        Remove(entry => entry.Subscriber.Equals(subscriber));

    /// <summary>Ends the subscriptions of a subscriber to a class and those below it.</summary>
    /// <param name="subscriber">Who subscribed.</param>
    /// <param name="classifier">To what.</param>
    /// <returns>False if there were none.</returns>
    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier) =>
        Remove(entry =>
            entry.Subscriber.Equals(subscriber)
            && IsSubClassification(classifier, entry.Classifier)
        );

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
            foreach (var (subscriber, subscribed) in _subscriptions)
            {
                if (Classify(@event, subscribed) && !receivers.Contains(subscriber))
                {
                    receivers.Add(subscriber);
                }
            }
            TSubscriber[] found = [.. receivers];
            _receivers = new Dictionary<TClassifier, TSubscriber[]>(_receivers)
            {
                [classifier] = found,
            };
            return found;
        }
    }

    private bool Remove(Predicate<(TSubscriber Subscriber, TClassifier Classifier)> isGone)
    {
        lock (_lock)
        {
            var left = Array.FindAll(_subscriptions, entry => !isGone(entry));
            if (left.Length == _subscriptions.Length)
            {
                return false;
            }
            Change(left);
            return true;
        }
    }

    private void Change((TSubscriber, TClassifier)[] subscriptions)
    {
        _subscriptions = subscriptions;
        _receivers = [];
    }
}
