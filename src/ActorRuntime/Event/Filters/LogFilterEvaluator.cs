namespace Akka.Event;

/// <summary>Asks all filters about a log event.</summary>
public class LogFilterEvaluator
{
    /// <summary>Keeps everything.</summary>
    public static readonly LogFilterEvaluator NoFilters = new([]);

    private readonly LogFilterBase[] _filters;

    /// <summary>Creates an evaluator.</summary>
    /// <param name="filters">The filters.</param>
    public LogFilterEvaluator(LogFilterBase[] filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        _filters = filters;
        EvaluatesLogSourcesOnly = Array.TrueForAll(filters, static f => f.FilterType == LogFilterType.Source);
    }

    /// <summary>True if no filter looks at the text of events, so that it need not be put together to filter.</summary>
    public bool EvaluatesLogSourcesOnly { get; }

    /// <summary>True if no filter drops an event.</summary>
    /// <param name="evt">The event.</param>
    /// <param name="expandedLogMessage">Its text, if a filter had to look at it; otherwise empty.</param>
    public virtual bool ShouldTryKeepMessage(LogEvent evt, out string expandedLogMessage)
    {
        ArgumentNullException.ThrowIfNull(evt);
        expandedLogMessage = "";
        if (_filters.Length == 0)
        {
            return true;
        }
        var text = EvaluatesLogSourcesOnly ? null : evt.Message?.ToString() ?? "";
        foreach (var filter in _filters)
        {
            if (filter.ShouldKeepMessage(evt, text) == LogFilterDecision.Drop)
            {
                return false;
            }
        }
        expandedLogMessage = text ?? "";
        return true;
    }
}
