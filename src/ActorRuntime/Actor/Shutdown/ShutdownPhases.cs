using Akka.Configuration;

namespace Akka.Actor;

/// <summary>One phase of a coordinated shutdown.</summary>
internal sealed record ShutdownPhase(
    string Name,
    IList<string> DependsOn,
    TimeSpan Timeout,
    bool Recover,
    bool Enabled
);

/// <summary>The phases of a coordinated shutdown, in an order that respects what they depend on.</summary>
internal sealed class ShutdownPhases
{
    private readonly Dictionary<string, ShutdownPhase> _byName = new(StringComparer.Ordinal);
    private readonly List<ShutdownPhase> _ordered = [];

    public ShutdownPhases(Config config)
    {
        var defaultTimeout = config.GetTimeSpan("default-phase-timeout", TimeSpan.FromSeconds(5));
        var phases = config.GetConfig("phases");
        foreach (var name in phases?.Root.GetObject()?.Items.Keys ?? Enumerable.Empty<string>())
        {
            var phase = phases!.GetConfig(name) ?? Config.Empty;
            _byName[name] = new ShutdownPhase(
                name,
                phase.GetStringList("depends-on", []),
                phase.GetTimeSpan("timeout", defaultTimeout),
                phase.GetBoolean("recover", @default: true),
                phase.GetBoolean("enabled", @default: true)
            );
        }
        foreach (var phase in _byName.Values.ToArray())
        {
            Visit(phase, []);
        }
    }

    public IReadOnlyList<ShutdownPhase> All => _ordered;

    public ShutdownPhase Require(string name) =>
        _byName.TryGetValue(name, out var phase)
            ? phase
            : throw new ConfigurationException(
                $"Unknown phase [{name}], known phases [{string.Join(",", _byName.Keys)}]. All phases (along with their optional dependencies) must be defined in akka.coordinated-shutdown.phases."
            );

    public IEnumerable<ShutdownPhase> From(string? first) =>
        first is null ? _ordered : _ordered.SkipWhile(phase => phase.Name != first);

    private void Visit(ShutdownPhase phase, HashSet<string> above)
    {
        if (_ordered.Contains(phase))
        {
            return;
        }
        if (!above.Add(phase.Name))
        {
            throw new ConfigurationException(
                $"Cycle detected in the phases of akka.coordinated-shutdown: [{phase.Name}] depends on itself."
            );
        }
        foreach (var name in phase.DependsOn)
        {
            if (!_byName.TryGetValue(name, out var dependency))
            {
                // A phase that nobody defines needs no definition to be depended on.
                _byName[name] = dependency = new ShutdownPhase(name, [], phase.Timeout, Recover: true, Enabled: true);
            }
            Visit(dependency, above);
        }
        above.Remove(phase.Name);
        _ordered.Add(phase);
    }
}
