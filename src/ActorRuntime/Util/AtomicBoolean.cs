namespace Akka.Util;

/// <summary>A switch that several threads may turn.</summary>
/// <param name="initialValue">How it is at first.</param>
public class AtomicBoolean(bool initialValue = false)
{
    private bool _value = initialValue;

    /// <summary>How it is now.</summary>
    public bool Value
    {
        get => Volatile.Read(ref _value);
        set => Interlocked.Exchange(ref _value, value);
    }

    /// <summary>How it is now.</summary>
    /// <param name="atomicBoolean">The switch.</param>
    public static implicit operator bool(AtomicBoolean atomicBoolean) => atomicBoolean.Value;

    /// <summary>Turns it if nobody did so meanwhile.</summary>
    /// <param name="expected">How it must be.</param>
    /// <param name="newValue">How it shall be.</param>
    /// <returns>False if it was not as expected.</returns>
    public bool CompareAndSet(bool expected, bool newValue) =>
        Interlocked.CompareExchange(ref _value, newValue, expected) == expected;

    /// <summary>Turns it.</summary>
    /// <param name="newValue">How it shall be.</param>
    /// <returns>How it was before.</returns>
    public bool GetAndSet(bool newValue) => Interlocked.Exchange(ref _value, newValue);
}
