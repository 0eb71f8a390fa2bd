namespace Akka.Util.Internal;

/// <summary>A number that several threads may change.</summary>
/// <param name="initialValue">The first number.</param>
public class AtomicCounter(int initialValue) : IAtomicCounter<int>
{
    private int _value = initialValue;

    /// <summary>Begins with -1, so that the first <see cref="Next"/> is 0.</summary>
    public AtomicCounter()
        : this(-1) { }

    /// <inheritdoc/>
    public int Current => Volatile.Read(ref _value);

    /// <inheritdoc/>
    public int Next() => Interlocked.Increment(ref _value);

    /// <inheritdoc/>
    public int GetAndIncrement() => Interlocked.Increment(ref _value) - 1;

    /// <inheritdoc/>
    public int IncrementAndGet() => Interlocked.Increment(ref _value);

    /// <summary>Takes one away.</summary>
    /// <returns>The new number.</returns>
    public int DecrementAndGet() => Interlocked.Decrement(ref _value);

    /// <inheritdoc/>
    public int GetAndAdd(int amount) => Interlocked.Add(ref _value, amount) - amount;

    /// <inheritdoc/>
    public int AddAndGet(int amount) => Interlocked.Add(ref _value, amount);

    /// <summary>Sets another number.</summary>
    /// <param name="value">The new number.</param>
    /// <returns>The number before.</returns>
    public int GetAndSet(int value) => Interlocked.Exchange(ref _value, value);

    /// <summary>Sets another number if nobody did so meanwhile.</summary>
    /// <param name="expected">What the number must be.</param>
    /// <param name="newValue">The new number.</param>
    /// <returns>False if it was something else.</returns>
    public bool CompareAndSet(int expected, int newValue) =>
        Interlocked.CompareExchange(ref _value, newValue, expected) == expected;

    /// <inheritdoc/>
    public void Reset() => Interlocked.Exchange(ref _value, 0);

    /// <summary>Takes one away.</summary>
    /// <returns>The new number.</returns>
    public int Decrement() => Interlocked.Decrement(ref _value);

    /// <summary>Takes one away.</summary>
    /// <returns>The number before.</returns>
    public int GetAndDecrement() => Interlocked.Decrement(ref _value) + 1;
}
