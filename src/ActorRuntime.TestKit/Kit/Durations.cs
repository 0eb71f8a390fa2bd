using System.Globalization;

namespace Akka.TestKit;

/// <summary>What is done with lengths of time.</summary>
internal static class Durations
{
    public static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    public static bool IsInfinite(TimeSpan time) => time == Timeout.InfiniteTimeSpan;

    /// <summary>Refuses what is no length of a test's wait.</summary>
    /// <exception cref="ArgumentException">The time is infinite or negative.</exception>
    public static void EnsureFinite(TimeSpan time, string parameterName)
    {
        if (time < TimeSpan.Zero)
        {
            throw new ArgumentException(
                $"{parameterName} must be finite and not negative; it is {time}.",
                parameterName
            );
        }
    }

    public static string Text(TimeSpan time) =>
        time.TotalSeconds >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.###} ms");

    /// <summary>Waits.</summary>
    /// <param name="block">True to keep the thread.</param>
    public static async ValueTask PauseAsync(bool block, TimeSpan time, CancellationToken cancellationToken)
    {
        time = time < TimeSpan.Zero ? TimeSpan.Zero : time;
        if (block)
        {
            cancellationToken.WaitHandle.WaitOne(time);
            cancellationToken.ThrowIfCancellationRequested();
        }
        else
        {
            await Task.Delay(time, TimeProvider.System, cancellationToken);
        }
    }
}
