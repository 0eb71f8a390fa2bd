namespace Akka.Actor;

/// <summary>Something that exists once per system.</summary>
public interface IExtension;

/// <summary>Finds or creates an extension.</summary>
public interface IExtensionId
{
    /// <summary>The type of the extension.</summary>
    Type ExtensionType { get; }

    /// <summary>The extension of a system; created if it is not there yet.</summary>
    /// <param name="system">The system.</param>
    object Apply(ActorSystem system);

    /// <summary>The extension of a system; null if it is not registered.</summary>
    /// <param name="system">The system.</param>
    object Get(ActorSystem system);

    /// <summary>Creates the extension; for the runtime.</summary>
    /// <param name="system">The system.</param>
    object CreateExtension(ExtendedActorSystem system);
}

/// <summary>Finds or creates an extension.</summary>
/// <typeparam name="T">The type of the extension.</typeparam>
public interface IExtensionId<out T> : IExtensionId
    where T : IExtension
{
    /// <summary>The extension of a system; created if it is not there yet.</summary>
    /// <param name="system">The system.</param>
    new T Apply(ActorSystem system);

    /// <summary>The extension of a system; null if it is not registered.</summary>
    /// <param name="system">The system.</param>
    new T Get(ActorSystem system);

    /// <summary>Creates the extension; for the runtime.</summary>
    /// <param name="system">The system.</param>
    new T CreateExtension(ExtendedActorSystem system);
}
