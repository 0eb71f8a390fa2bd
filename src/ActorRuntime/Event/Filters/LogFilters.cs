using System.Text.RegularExpressions;

namespace Akka.Event;

/// <summary>Drops the events of one source.</summary>
/// <param name="source">The source, usually an actor's path.</param>
/// <param name="comparison">How sources are compared.</param>
public sealed class ExactMatchLogSourceFilter(
    string source,
    StringComparison comparison = StringComparison.OrdinalIgnoreCase
) : LogFilterBase
{
    /// <inheritdoc/>
    public override LogFilterType FilterType => LogFilterType.Source;

    /// <inheritdoc/>
    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null) =>
        content.LogSource.Equals(source, comparison) ? LogFilterDecision.Drop : LogFilterDecision.Keep;
}

/// <summary>Drops the events of the sources that a pattern matches.</summary>
/// <param name="sourceRegex">The pattern.</param>
public sealed class RegexLogSourceFilter(Regex sourceRegex) : LogFilterBase
{
    /// <inheritdoc/>
    public override LogFilterType FilterType => LogFilterType.Source;

    /// <inheritdoc/>
    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null) =>
        sourceRegex.IsMatch(content.LogSource) ? LogFilterDecision.Drop : LogFilterDecision.Keep;
}

/// <summary>Drops the events whose text a pattern matches.</summary>
/// <param name="messageRegex">The pattern.</param>
public sealed class RegexLogMessageFilter(Regex messageRegex) : LogFilterBase
{
    /// <inheritdoc/>
    public override LogFilterType FilterType => LogFilterType.Content;

    /// <inheritdoc/>
    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null)
    {
        if (expandedMessage is null)
        {
            return LogFilterDecision.NoDecision;
        }
        return messageRegex.IsMatch(expandedMessage) ? LogFilterDecision.Drop : LogFilterDecision.Keep;
    }
}
