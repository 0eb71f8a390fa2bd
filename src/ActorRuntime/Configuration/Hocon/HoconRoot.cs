namespace Akka.Configuration.Hocon;

/// <summary>A parsed text: what <see cref="Parser"/> makes, and what an include callback answers.</summary>
/// <param name="value">The outermost value.</param>
public class HoconRoot(HoconValue value)
{
    /// <summary>The outermost value: an object.</summary>
    public HoconValue Value { get; } = value;
}
