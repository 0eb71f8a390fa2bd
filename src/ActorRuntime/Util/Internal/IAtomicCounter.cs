namespace Akka.Util.Internal;

/// <summary>A number that several threads may change.</summary>
/// <typeparam name="T">The type of the number.</typeparam>
public interface IAtomicCounter<T>
{
    /// <summary>The number as it is now.</summary>
    T Current { get; }

    /// <summary>Adds one.</summary>
    /// <returns>The new number.</returns>
    T Next();

    /// <summary>Adds one.</summary>
    /// <returns>The number before.</returns>
    T GetAndIncrement();

    /// <summary>Adds one.</summary>
    /// <returns>The new number.</returns>
    T IncrementAndGet();

    /// <summary>Adds.</summary>
    /// <param name="amount">How much.</param>
    /// <returns>The number before.</returns>
    T GetAndAdd(T amount);

    /// <summary>Adds.</summary>
    /// <param name="amount">How much.</param>
    /// <returns>The new number.</returns>
    T AddAndGet(T amount);

    /// <summary>Goes back to 0.</summary>
    void Reset();
}
