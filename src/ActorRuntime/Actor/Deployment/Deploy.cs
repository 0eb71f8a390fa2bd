using Akka.Configuration;

namespace Akka.Actor;

/// <summary>
/// What an actor runs on, as its <see cref="Props"/> or <c>akka.actor.deployment</c> say. Immutable. What is not given is left
/// to the other of the two.
/// </summary>
public class Deploy : IEquatable<Deploy>
{
    /// <summary>No limit of the stash is given.</summary>
    public const int NoStashSize = -1;

    /// <summary>No dispatcher is given.</summary>
    public static readonly string NoDispatcherGiven = "";

    /// <summary>No mailbox is given.</summary>
    public static readonly string NoMailboxGiven = "";

    /// <summary>No scope is given.</summary>
    public static readonly Scope NoScopeGiven = NoScope.Instance;

    /// <summary>In this process, and nothing else given.</summary>
    public static readonly Deploy Local = new(Scope.Local);

    /// <summary>Nothing given.</summary>
    public static readonly Deploy None = new();

    /// <summary>Nothing given.</summary>
    public Deploy()
        : this("", NoScopeGiven) { }

    /// <summary>Gives a scope.</summary>
    /// <param name="scope">The scope.</param>
    public Deploy(Scope scope)
        : this("", scope) { }

    /// <summary>Gives a path and a scope.</summary>
    /// <param name="path">The path below <c>/user</c>.</param>
    /// <param name="scope">The scope.</param>
    public Deploy(string path, Scope scope)
        : this(path, Config.Empty, scope, NoDispatcherGiven, NoMailboxGiven, NoStashSize) { }

    internal Deploy(string path, Config config, Scope scope, string dispatcher, string mailbox, int stashCapacity)
    {
        Path = path;
        Config = config;
        Scope = scope ?? NoScopeGiven;
        Dispatcher = dispatcher;
        Mailbox = mailbox;
        StashCapacity = stashCapacity;
    }

    /// <summary>The path below <c>/user</c>, if it comes from the configuration.</summary>
    public string Path { get; }

    /// <summary>The section of the configuration it comes from.</summary>
    public Config Config { get; }

    /// <summary>Where the actor runs.</summary>
    public Scope Scope { get; }

    /// <summary>The id of the dispatcher.</summary>
    public string Dispatcher { get; }

    /// <summary>The id of the mailbox.</summary>
    public string Mailbox { get; }

    /// <summary>How many messages can be stashed.</summary>
    public int StashCapacity { get; }

    /// <summary>This, with what it does not give taken from another.</summary>
    /// <param name="other">The other.</param>
    public virtual Deploy WithFallback(Deploy other) =>
        new(
            Path,
            ReferenceEquals(Config, other.Config) ? Config : Config.WithFallback(other.Config),
            Scope.WithFallback(other.Scope),
            Dispatcher == NoDispatcherGiven ? other.Dispatcher : Dispatcher,
            Mailbox == NoMailboxGiven ? other.Mailbox : Mailbox,
            StashCapacity == NoStashSize ? other.StashCapacity : StashCapacity
        );

    /// <summary>The same with a scope.</summary>
    /// <param name="scope">The scope.</param>
    public virtual Deploy WithScope(Scope scope) => new(Path, Config, scope, Dispatcher, Mailbox, StashCapacity);

    /// <summary>The same with a mailbox.</summary>
    /// <param name="mailbox">Its id.</param>
    public virtual Deploy WithMailbox(string mailbox) => new(Path, Config, Scope, Dispatcher, mailbox, StashCapacity);

    /// <summary>The same with a dispatcher.</summary>
    /// <param name="dispatcher">Its id.</param>
    public virtual Deploy WithDispatcher(string dispatcher) =>
        new(Path, Config, Scope, dispatcher, Mailbox, StashCapacity);

    /// <summary>The same with a limit for the stash.</summary>
    /// <param name="stashSize">How many messages can be stashed.</param>
    public virtual Deploy WithStashCapacity(int stashSize) => new(Path, Config, Scope, Dispatcher, Mailbox, stashSize);

    /// <inheritdoc/>
    public bool Equals(Deploy? other) =>
        ReferenceEquals(this, other)
        || (
            other is not null
            && string.Equals(Path, other.Path, StringComparison.Ordinal)
            && string.Equals(Dispatcher, other.Dispatcher, StringComparison.Ordinal)
            && string.Equals(Mailbox, other.Mailbox, StringComparison.Ordinal)
            && StashCapacity == other.StashCapacity
            && Scope.Equals(other.Scope)
        );

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Deploy);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Path, Dispatcher, Mailbox, StashCapacity);
}
