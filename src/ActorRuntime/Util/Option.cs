namespace Akka.Util;

/// <summary>A value that may be missing.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly struct Option<T> : IEquatable<Option<T>>
{
    /// <summary>No value.</summary>
    public static readonly Option<T> None;

    /// <summary>Wraps a value; null counts as no value.</summary>
    /// <param name="value">The value.</param>
    public Option(T value)
    {
        Value = value;
        HasValue = value is not null;
    }

    /// <summary>True if there is a value.</summary>
    public bool HasValue { get; }

    /// <summary>True if there is no value.</summary>
    public bool IsEmpty => !HasValue;

    /// <summary>The value; the default of <typeparamref name="T"/> if there is none.</summary>
    public T Value { get; }

    /// <summary>Wraps a value; null counts as no value.</summary>
    /// <param name="value">The value.</param>
    public static Option<T> Create(T value) => new(value);

    /// <summary>Wraps a value; null counts as no value.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Option<T>(T value) => new(value);

    /// <summary>True if both are empty or hold equal values.</summary>
    /// <param name="left">One option.</param>
    /// <param name="right">The other option.</param>
    public static bool operator ==(Option<T> left, Option<T> right) => left.Equals(right);

    /// <summary>True if only one is empty or the values differ.</summary>
    /// <param name="left">One option.</param>
    /// <param name="right">The other option.</param>
    public static bool operator !=(Option<T> left, Option<T> right) => !left.Equals(right);

    /// <summary>The value, or another one if there is none.</summary>
    /// <param name="fallbackValue">What to return if there is no value.</param>
    public T GetOrElse(T fallbackValue) => HasValue ? Value : fallbackValue;

    /// <summary>Applies a function to the value, if there is one.</summary>
    /// <typeparam name="TNew">The type of the result.</typeparam>
    /// <param name="selector">The function.</param>
    public Option<TNew> Select<TNew>(Func<T, TNew> selector) => HasValue ? selector(Value) : Option<TNew>.None;

    /// <summary>Applies a function that may have no result to the value, if there is one.</summary>
    /// <typeparam name="TNew">The type of the result.</typeparam>
    /// <param name="mapper">The function.</param>
    public Option<TNew> FlatSelect<TNew>(Func<T, Option<TNew>> mapper) => HasValue ? mapper(Value) : Option<TNew>.None;

    /// <summary>Runs an action on the value, if there is one.</summary>
    /// <param name="action">The action.</param>
    public void OnSuccess(Action<T> action)
    {
        if (HasValue)
        {
            action(Value);
        }
    }

    /// <inheritdoc/>
    public bool Equals(Option<T> other) =>
        HasValue == other.HasValue && EqualityComparer<T>.Default.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Option<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HasValue ? Value!.GetHashCode() : 0;

    /// <inheritdoc/>
    public override string ToString() => HasValue ? $"Some<{Value}>" : "None";
}
