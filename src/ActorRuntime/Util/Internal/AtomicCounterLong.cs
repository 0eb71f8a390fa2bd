using System.Globalization;

namespace Akka.Util.Internal;

/// <summary>A number that several threads may change.</summary>
/// <param name="value">The first number.</param>
public class AtomicCounterLong(long value) : IAtomicCounter<long>
{
    private long _value = value;

    /// <summary>Begins with -1, so that the first <see cref="Next"/> is 0.</summary>
    public AtomicCounterLong()
        : this(-1) { }

    /// <inheritdoc/>
    public long Current => Volatile.Read(ref _value);

    /// <inheritdoc/>
    public long Next() => Interlocked.Increment(ref _value);

    /// <inheritdoc/>
    public long GetAndIncrement() => Interlocked.Increment(ref _value) - 1;

    /// <inheritdoc/>
    public long IncrementAndGet() => Interlocked.Increment(ref _value);

    /// <summary>Takes one away.</summary>
    /// <returns>The new number.</returns>
    public long DecrementAndGet() => Interlocked.Decrement(ref _value);

    /// <inheritdoc/>
    public long GetAndAdd(long amount) => Interlocked.Add(ref _value, amount) - amount;

    /// <inheritdoc/>
    public long AddAndGet(long amount) => Interlocked.Add(ref _value, amount);

    /// <summary>Sets another number.</summary>
    /// <param name="value">The new number.</param>
    /// <returns>The number before.</returns>
    public long GetAndSet(long value) => Interlocked.Exchange(ref _value, value);

    /// <summary>Sets another number if nobody did so meanwhile.</summary>
    /// <param name="expected">What the number must be.</param>
    /// <param name="newValue">The new number.</param>
    /// <returns>False if it was something else.</returns>
    public bool CompareAndSet(long expected, long newValue) =>
        Interlocked.CompareExchange(ref _value, newValue, expected) == expected;

    /// <inheritdoc/>
    public void Reset() => Interlocked.Exchange(ref _value, 0);

    /// <inheritdoc/>
    public override string ToString() => Current.ToString(CultureInfo.InvariantCulture);
}
