namespace Akka.Util;

/// <summary>A reference that several threads may change.</summary>
/// <typeparam name="T">What it refers to.</typeparam>
public class AtomicReference<T>
    where T : class?
{
    /// <summary>The reference.</summary>
    protected T atomicValue;

    /// <summary>Begins with a reference.</summary>
    /// <param name="originalValue">The reference.</param>
    public AtomicReference(T originalValue)
    {
        atomicValue = originalValue;
    }

    /// <summary>Begins with null.</summary>
    public AtomicReference()
    {
        atomicValue = default!;
    }

    /// <summary>The reference as it is now.</summary>
    public T Value
    {
        get => Volatile.Read(ref atomicValue!);
        set => Volatile.Write(ref atomicValue!, value);
    }

    /// <summary>The reference as it is now.</summary>
    /// <param name="atomicReference">Its holder.</param>
    public static implicit operator T(AtomicReference<T> atomicReference) => atomicReference.Value;

    /// <summary>Sets another reference if nobody did so meanwhile.</summary>
    /// <param name="expected">What it must be.</param>
    /// <param name="newValue">What it shall be.</param>
    /// <returns>False if it was something else.</returns>
    public bool CompareAndSet(T expected, T newValue) =>
        ReferenceEquals(Interlocked.CompareExchange(ref atomicValue!, newValue, expected), expected);

    /// <summary>Sets another reference.</summary>
    /// <param name="newValue">What it shall be.</param>
    /// <returns>What it was before.</returns>
    public T GetAndSet(T newValue) => Interlocked.Exchange(ref atomicValue!, newValue);
}
