namespace CacheActors.Cli.Output;

/// <summary>Draws a reconciliation: one bar for each of its stages, as they begin.</summary>
internal sealed class ReconciliationStages(StageDisplay display) : IProgress<ReconciliationProgress>
{
    private readonly Dictionary<ReconciliationStage, Stage> _stages = [];
    private readonly Lock _gate = new();

    public void Report(ReconciliationProgress value)
    {
        Stage? stage;
        lock (_gate)
        {
            if (!_stages.TryGetValue(value.Stage, out stage))
            {
                _stages[value.Stage] = stage = display.Begin(value.Stage.ToString());
            }
        }
        stage.Report(value.Done, value.Total);
    }
}
