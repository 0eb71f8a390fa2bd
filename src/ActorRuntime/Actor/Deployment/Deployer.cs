using Akka.Configuration;

namespace Akka.Actor;

/// <summary>
/// What <c>akka.actor.deployment</c> says about actors: sections named by the path below <c>/user</c>, as in
/// <c>"/parent/child"</c>, where <c>*</c> stands for any one name.
/// </summary>
public class Deployer
{
    /// <summary>What a section that does not say otherwise means.</summary>
    protected readonly Config Default;

    private readonly List<(string[] Path, Deploy Deploy)> _deployments = [];
    private readonly Lock _adding = new();

    /// <summary>Reads the deployments.</summary>
    /// <param name="settings">The settings of the system.</param>
    public Deployer(Settings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var config = settings.Config.GetConfig("akka.actor.deployment") ?? Config.Empty;
        Default = config.GetConfig("default") ?? Config.Empty;
        foreach (var (key, value) in config.AsEnumerable())
        {
            if (key != "default" && value.IsObject())
            {
                Add(ParseConfig(key, value.ToConfig()));
            }
        }
    }

    /// <summary>True if nothing is deployed, so that nobody need look.</summary>
    internal bool IsEmpty => _deployments.Count == 0;

    /// <summary>What is said about the actor of a path below <c>/user</c>; null if nothing.</summary>
    /// <param name="path">The path of the actor.</param>
    public Deploy? Lookup(ActorPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Elements.Count > 1 && path.Elements[0] == "user" ? Lookup(path.Elements.Skip(1)) : null;
    }

    /// <summary>What is said about the actor of a path; null if nothing.</summary>
    /// <param name="path">The names below <c>/user</c>.</param>
    public Deploy? Lookup(IEnumerable<string> path)
    {
        string[] names = [.. path];
        lock (_adding)
        {
            var found = _deployments.FindLast(d => d.Path.AsSpan().SequenceEqual(names));
            return found.Deploy ?? _deployments.FindLast(d => Matches(d.Path, names)).Deploy;
        }
    }

    /// <summary>Adds what is said about the actor of a path, in place of what was.</summary>
    /// <param name="deploy">The deployment, with the path.</param>
    public void SetDeploy(Deploy deploy)
    {
        ArgumentNullException.ThrowIfNull(deploy);
        Add(deploy);
    }

    /// <summary>Reads one section.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="config">Its content.</param>
    /// <exception cref="ConfigurationException">It asks for a router.</exception>
    public virtual Deploy? ParseConfig(string key, Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var section = config.WithFallback(Default);
        if (section.GetString("router", "from-code") is not ("from-code" or ""))
        {
            throw new ConfigurationException(
                $"akka.actor.deployment.\"{key}\" asks for a router. There are none here."
            );
        }
        return new Deploy(
            key,
            section,
            Scope.Local,
            section.GetString("dispatcher", Deploy.NoDispatcherGiven)!,
            section.GetString("mailbox", Deploy.NoMailboxGiven)!,
            section.GetInt("stash-capacity", Deploy.NoStashSize)
        );
    }

    private void Add(Deploy? deploy)
    {
        if (deploy is null)
        {
            return;
        }
        var path = deploy.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        lock (_adding)
        {
            _deployments.RemoveAll(d => d.Path.AsSpan().SequenceEqual(path));
            _deployments.Add((path, deploy));
        }
    }

    private static bool Matches(string[] pattern, string[] names) =>
        pattern.Length == names.Length && !pattern.Where((part, i) => part != "*" && part != names[i]).Any();
}
