using System.Collections;
using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>The restart statistics of all children, made only if a strategy asks: an actor can have very many children.</summary>
internal sealed class ChildStatsView(ChildContainer children) : IReadOnlyCollection<ChildRestartStats>
{
    public int Count => children.Count;

    public IEnumerator<ChildRestartStats> GetEnumerator() => children.Stats().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
