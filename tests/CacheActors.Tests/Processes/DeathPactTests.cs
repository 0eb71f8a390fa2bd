using System.Diagnostics;
using CacheActors.Processes;

namespace CacheActors.Tests.Processes;

public sealed class DeathPactTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(30)]
    public async Task No_child_outlives_a_parent_that_is_killed_while_it_starts_more(int children)
    {
        var pipe = _folder.At("pipe");
        Tool.Run("mkfifo", pipe);
        using Process parent = ParentToKill.Start(pipe);
        using StreamReader lines = await Task.Run(() => new StreamReader(pipe)).WaitAsync(TimeSpan.FromMinutes(1));

        for (var i = 0; i < children; i++)
        {
            (await lines.ReadLineAsync()).ShouldBe("up");
        }
        parent.Kill();
        await parent.WaitForExitAsync();

        // The pipe ends when the last child that has it open is dead.
        await lines.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(1));
        foreach (Process left in Holding(pipe))
        {
            // One that was just being started finds its parent gone, and ends.
            await left.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task A_child_lives_on_when_the_thread_that_asked_for_it_ends()
    {
        Task<ChildExit>? run = null;
        var asking = new Thread(() =>
            run = new ChildProcesses(TimeProvider.System).RunAsync(
                new ChildCommand("sleep", ["0.3"], TimeSpan.FromMinutes(5), ""),
                CancellationToken.None
            )
        );
        asking.Start();
        asking.Join();

        ChildExit exit = await run.ShouldNotBeNull();

        exit.Succeeded.ShouldBeTrue(exit.ToString());
    }

    private static IEnumerable<Process> Holding(string pipe) =>
        Process.GetProcesses().Where(process => CommandLine(process.Id).Contains(pipe));

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return ""; // gone in the meantime
        }
    }
}
