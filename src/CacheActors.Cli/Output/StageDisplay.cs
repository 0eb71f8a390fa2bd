using System.Collections.Immutable;
using Spectre.Console;

namespace CacheActors.Cli.Output;

/// <summary>
/// Draws stages on stderr while work runs: bars on a terminal, a line per tenth where it is redirected. Work that is over
/// in a blink (a run of hits) draws nothing, and does not pay for loading what draws.
/// </summary>
internal sealed class StageDisplay(Terminal terminal, TimeProvider time)
{
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    private ImmutableList<Stage> _stages = [];

    /// <summary>Adds a stage below those that exist.</summary>
    public Stage Begin(string name)
    {
        var stage = new Stage(name);
        ImmutableInterlocked.Update(ref _stages, stages => stages.Add(stage));
        return stage;
    }

    /// <summary>Runs the work, drawing the stages it begins, and returns its result when everything is drawn.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        var running = work();
        await WaitAsync(running, Blink);
        if (!running.IsCompleted)
        {
            await (terminal.ErrorIsTerminal ? DrawBarsAsync(running) : WriteLinesAsync(running));
        }

        return await running;
    }

    private Task<Task> WaitAsync(Task running, TimeSpan atMost) =>
        Task.WhenAny(running, Task.Delay(atMost, time, CancellationToken.None));

    private async Task DrawBarsAsync(Task running)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        await console
            .Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new ElapsedTimeColumn()
            )
            .StartAsync(async context =>
            {
                var bars = new Dictionary<Stage, ProgressTask>();
                do
                {
                    await WaitAsync(running, Refresh);
                    foreach (var stage in _stages)
                    {
                        if (!bars.TryGetValue(stage, out var bar))
                        {
                            bars[stage] = bar = context.AddTask(Markup.Escape(stage.Name));
                        }

                        Update(bar, stage);
                    }
                } while (!running.IsCompleted);

                // A stage that turned out to have nothing to do stands still at least.
                foreach (var bar in bars.Values)
                {
                    bar.IsIndeterminate = false;
                }
            });
    }

    private static void Update(ProgressTask bar, Stage stage)
    {
        bar.IsIndeterminate = stage.Total == 0;
        if (stage.Total > 0)
        {
            bar.Description = Markup.Escape($"{stage.Name} {stage.Done}/{stage.Total}");
            bar.MaxValue = stage.Total;
            bar.Value = stage.Done;
        }

        if (bar is { IsFinished: true, StopTime: null })
        {
            bar.StopTask();
        }
    }

    private async Task WriteLinesAsync(Task running)
    {
        var written = new Dictionary<Stage, int>();
        do
        {
            await WaitAsync(running, Refresh);
            foreach (var stage in _stages)
            {
                var tenth = stage.Total == 0 ? 0 : stage.Done * 10 / stage.Total;
                if (tenth > written.GetValueOrDefault(stage))
                {
                    written[stage] = tenth;
                    terminal.Note($"{stage.Name}: {stage.Done} of {stage.Total}");
                }
            }
        } while (!running.IsCompleted);
    }
}
