namespace Akka.Util.Internal;

/// <summary>Small helpers that code and tests written for Akka.NET use.</summary>
public static class Extensions
{
    /// <summary>Casts.</summary>
    /// <typeparam name="T">To what.</typeparam>
    /// <param name="self">The object.</param>
    /// <exception cref="InvalidCastException">It is something else.</exception>
    public static T AsInstanceOf<T>(this object self) => (T)self;

    /// <summary>The first item.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="self">The items.</param>
    public static T? Head<T>(this IEnumerable<T> self) => self.FirstOrDefault();

    /// <summary>All items but the first ones.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="self">The items.</param>
    /// <param name="count">How many to leave out.</param>
    public static IEnumerable<T> Drop<T>(this IEnumerable<T> self, int count) => self.Skip(count);

    /// <summary>The last items.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="self">The items.</param>
    /// <param name="n">How many.</param>
    public static IEnumerable<T> TakeRight<T>(this IEnumerable<T> self, int n) => self.TakeLast(n);

    /// <summary>Runs an action for each item.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="source">The items.</param>
    /// <param name="action">The action.</param>
    public static void ForEach<T>(this IEnumerable<T> source, Action<T> action)
    {
        foreach (var item in source)
        {
            action(item);
        }
    }

    /// <summary>Strings in a row.</summary>
    /// <param name="self">The strings.</param>
    /// <param name="separator">What stands between them.</param>
    public static string Join(this IEnumerable<string> self, string separator) => string.Join(separator, self);

    /// <summary>A string in double quotes.</summary>
    /// <param name="self">The string.</param>
    public static string BetweenDoubleQuotes(this string self) => $"\"{self}\"";

    /// <summary>The shorter time.</summary>
    /// <param name="this">One time.</param>
    /// <param name="other">The other.</param>
    public static TimeSpan Min(this TimeSpan @this, TimeSpan other) => @this < other ? @this : other;

    /// <summary>The longer time.</summary>
    /// <param name="this">One time.</param>
    /// <param name="other">The other.</param>
    public static TimeSpan Max(this TimeSpan @this, TimeSpan other) => @this > other ? @this : other;
}
