using System.Diagnostics;
using System.Threading.Channels;
using Akka.Actor;

namespace CacheActors.Benchmarks.ActorRuntime;

/// <summary>
/// Questions with one answer, one after the other and by 64 askers at once, against a task that takes questions from a
/// channel and answers each through a TaskCompletionSource.
/// </summary>
internal static class AskBenchmark
{
    private const string Question = "?";

    public static async Task RunAsync()
    {
        using var system = BenchSystem.Create();
        var actor = system.ActorOf(Props.Create(() => new Echo()));
        var channel = Channel.CreateUnbounded<TaskCompletionSource<string>>(
            new UnboundedChannelOptions { SingleReader = true }
        );
        var answering = AnswerAsync(channel.Reader);

        await new Contest(
            "Ask: one after the other",
            ("channel and TaskCompletionSource", () => SequentialAsync(AskChannel)),
            ("actor", () => SequentialAsync(() => actor.Ask<string>(Question))),
            ("actor, with a timeout", () => SequentialAsync(() => actor.Ask<string>(Question, TimeSpan.FromSeconds(5))))
        ).RunAsync(15);
        await new Contest(
            "Ask: 64 at once",
            ("channel and TaskCompletionSource", () => ConcurrentAsync(64, AskChannel)),
            ("actor", () => ConcurrentAsync(64, () => actor.Ask<string>(Question)))
        ).RunAsync(15);

        channel.Writer.Complete();
        await answering;
        await system.Terminate();

        Task<string> AskChannel()
        {
            var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            channel.Writer.TryWrite(answer);
            return answer.Task;
        }
    }

    private static async Task<Sample> SequentialAsync(Func<Task<string>> ask)
    {
        const int count = 300_000;
        var ticks = new long[count];
        var rate = await Sample.OfAsync(
            count,
            async () =>
            {
                for (var i = 0; i < count; i++)
                {
                    var started = Stopwatch.GetTimestamp();
                    await ask();
                    ticks[i] = Stopwatch.GetTimestamp() - started;
                }
            }
        );
        Array.Sort(ticks);
        return rate with { P99Microseconds = Stopwatch.GetElapsedTime(0, ticks[count / 100 * 99]).TotalMicroseconds };
    }

    private static Task<Sample> ConcurrentAsync(int askers, Func<Task<string>> ask)
    {
        const int count = 1_000_000;
        return Sample.OfAsync(
            count,
            () => Task.WhenAll(Enumerable.Range(0, askers).Select(_ => Task.Run(() => AskAsync(count / askers))))
        );

        async Task AskAsync(int questions)
        {
            for (var i = 0; i < questions; i++)
            {
                await ask();
            }
        }
    }

    private static async Task AnswerAsync(ChannelReader<TaskCompletionSource<string>> questions)
    {
        while (await questions.WaitToReadAsync())
        {
            while (questions.TryRead(out var answer))
            {
                answer.SetResult(Question);
            }
        }
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo()
        {
            Receive<string>(text => Sender.Tell(text));
        }
    }
}
