using System.Collections.Concurrent;

namespace CacheActors.Views;

/// <summary>Lets a sequence be made on a thread of its own while what was made of it is used on the caller's.</summary>
internal static class ReadAhead
{
    private const int PortionItems = 500;

    // Portions: enough that neither thread waits for the other's moments.
    private const int Ahead = 8;

    /// <summary>
    /// The same items in the same order. An error of the source comes out where the items do; who stops taking stops it.
    /// The source runs on one thread, from its first item to its disposal.
    /// </summary>
    public static IEnumerable<T> Of<T>(IEnumerable<T> source)
    {
        using var portions = new BlockingCollection<List<T>>(Ahead);
        using var stop = new CancellationTokenSource();
        var making = Task.Factory.StartNew(
            () => Make(source, portions, stop.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        try
        {
            foreach (var portion in portions.GetConsumingEnumerable())
            {
                foreach (var item in portion)
                {
                    yield return item;
                }
            }
            making.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            // Without its error, which came out above or comes of the line before.
            Task.WaitAny(making);
        }
    }

    private static void Make<T>(IEnumerable<T> source, BlockingCollection<List<T>> portions, CancellationToken stop)
    {
        try
        {
            var portion = new List<T>(PortionItems);
            foreach (var item in source)
            {
                portion.Add(item);
                if (portion.Count == PortionItems)
                {
                    portions.Add(portion, stop);
                    portion = new List<T>(PortionItems);
                }
            }
            portions.Add(portion, stop);
        }
        finally
        {
            portions.CompleteAdding();
        }
    }
}
