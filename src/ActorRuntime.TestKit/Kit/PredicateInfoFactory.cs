namespace Akka.TestKit;

/// <summary>Makes conditions for messages.</summary>
public static class PredicateInfoFactory
{
    /// <summary>A condition.</summary>
    /// <typeparam name="T">The type that a message must have.</typeparam>
    /// <param name="predicateT">What it must fulfil.</param>
    public static PredicateInfo CreatePredicateInfo<T>(this Predicate<T> predicateT) =>
        PredicateInfo.Create(predicateT);
}
