using Shouldly;

namespace CacheActors.Tests.Support;

/// <summary>For what happens in the background: asks again until it is so, at most for a minute.</summary>
internal static class Eventually
{
    public static async Task ShouldBeTrueAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!await condition())
        {
            if (patience.IsCancellationRequested)
            {
                throw new ShouldAssertException("It did not become true within a minute.");
            }

            await tick.WaitForNextTickAsync();
        }
    }
}
