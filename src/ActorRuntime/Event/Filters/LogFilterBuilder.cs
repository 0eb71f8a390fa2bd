using System.Text.RegularExpressions;

namespace Akka.Event;

/// <summary>Collects filters of log events. An event is dropped if one of them wants that.</summary>
public sealed class LogFilterBuilder
{
    /// <summary>The patterns made here cannot backtrack; the analyzers want a limit all the same.</summary>
    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(1);

    private readonly List<LogFilterBase> _filters = [];

    /// <summary>Drops events of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="comparison">How sources are compared.</param>
    public LogFilterBuilder ExcludeSourceExactly(
        string source,
        StringComparison comparison = StringComparison.OrdinalIgnoreCase
    ) => Add(new ExactMatchLogSourceFilter(source, comparison));

    /// <summary>Drops events of sources that begin in a certain way.</summary>
    /// <param name="sourceStart">The beginning.</param>
    public LogFilterBuilder ExcludeSourceStartingWith(string sourceStart) =>
        ExcludeSourceRegex(Pattern("^" + Regex.Escape(sourceStart)));

    /// <summary>Drops events of sources that contain something.</summary>
    /// <param name="sourcePart">The part.</param>
    public LogFilterBuilder ExcludeSourceContaining(string sourcePart) =>
        ExcludeSourceRegex(Pattern(Regex.Escape(sourcePart)));

    /// <summary>Drops events of sources that end in a certain way.</summary>
    /// <param name="sourceEnd">The end.</param>
    public LogFilterBuilder ExcludeSourceEndingWith(string sourceEnd) =>
        ExcludeSourceRegex(Pattern(Regex.Escape(sourceEnd) + "$"));

    /// <summary>Drops events of sources that a pattern matches.</summary>
    /// <param name="regex">The pattern.</param>
    public LogFilterBuilder ExcludeSourceRegex(Regex regex) => Add(new RegexLogSourceFilter(regex));

    /// <summary>Drops events whose text contains something.</summary>
    /// <param name="messagePart">The part.</param>
    public LogFilterBuilder ExcludeMessageContaining(string messagePart) =>
        ExcludeMessageRegex(Pattern(Regex.Escape(messagePart)));

    /// <summary>Drops events whose text a pattern matches.</summary>
    /// <param name="regex">The pattern.</param>
    public LogFilterBuilder ExcludeMessageRegex(Regex regex) => Add(new RegexLogMessageFilter(regex));

    /// <summary>Adds a filter.</summary>
    /// <param name="filter">The filter.</param>
    public LogFilterBuilder Add(LogFilterBase filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        _filters.Add(filter);
        return this;
    }

    /// <summary>Adds filters.</summary>
    /// <param name="filters">The filters.</param>
    public LogFilterBuilder AddRange(IEnumerable<LogFilterBase> filters)
    {
        _filters.AddRange(filters);
        return this;
    }

    /// <summary>The filters, for an <see cref="Actor.Setup.ActorSystemSetup"/>.</summary>
    public LogFilterSetup Build() => new([.. _filters]);

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.Compiled, MatchLimit);
}
