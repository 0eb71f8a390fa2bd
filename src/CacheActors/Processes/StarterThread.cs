using System.Collections.Concurrent;
using System.Diagnostics;

namespace CacheActors.Processes;

/// <summary>
/// The one thread all children are started from. Linux sends a child its parent-death signal when the <em>thread</em>
/// that started it ends, not the process: a child of a pool thread dies when the pool shrinks. This thread never ends.
/// </summary>
internal sealed class StarterThread
{
    private static readonly Lazy<StarterThread> Instance = new(() => new StarterThread());

    private readonly BlockingCollection<Order> _orders = [];

    private StarterThread() => new Thread(Run) { IsBackground = true, Name = "cacheactors child starter" }.Start();

    /// <summary>Starts a process.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The system did not start it.</exception>
    public static Task<Process> StartAsync(ProcessStartInfo startInfo)
    {
        var order = new Order(startInfo);
        Instance.Value._orders.Add(order);
        return order.Started.Task;
    }

    private void Run()
    {
        foreach (var order in _orders.GetConsumingEnumerable())
        {
            var process = new Process { StartInfo = order.StartInfo };
            try
            {
                process.Start();
                order.Started.SetResult(process);
            }
            catch (Exception error)
            {
                process.Dispose();
                order.Started.SetException(error);
            }
        }
    }

    private sealed record Order(ProcessStartInfo StartInfo)
    {
        public TaskCompletionSource<Process> Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
