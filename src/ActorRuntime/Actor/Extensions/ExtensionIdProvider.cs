namespace Akka.Actor;

/// <summary>The base of what finds or creates an extension.</summary>
/// <typeparam name="T">The type of the extension.</typeparam>
public abstract class ExtensionIdProvider<T> : IExtensionId<T>
    where T : IExtension
{
    /// <inheritdoc/>
    public Type ExtensionType => typeof(T);

    /// <inheritdoc/>
    public T Apply(ActorSystem system) => (T)system.RegisterExtension(this);

    /// <inheritdoc/>
    object IExtensionId.Apply(ActorSystem system) => Apply(system);

    /// <inheritdoc/>
    public T Get(ActorSystem system) => (T)system.GetExtension(this);

    /// <inheritdoc/>
    object IExtensionId.Get(ActorSystem system) => Get(system);

    /// <inheritdoc/>
    public abstract T CreateExtension(ExtendedActorSystem system);

    /// <inheritdoc/>
    object IExtensionId.CreateExtension(ExtendedActorSystem system) => CreateExtension(system);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ExtensionIdProvider<T>;

    /// <inheritdoc/>
    public override int GetHashCode() => typeof(T).GetHashCode();
}
