using Akka.Util;

namespace Akka.Actor;

/// <summary>The reference that means no actor. What is sent to it is lost.</summary>
public sealed class Nobody : MinimalActorRef
{
    /// <summary>The only instance.</summary>
#pragma warning disable CA2211 // Akka.NET's field is not read-only; code that is compiled against it expects a field.
    public static Nobody Instance = new();
#pragma warning restore CA2211

    private Nobody() { }

    /// <inheritdoc/>
    public override ActorPath Path { get; } = new RootActorPath(Address.AllSystems, "Nobody");

    /// <inheritdoc/>
    public override IActorRefProvider Provider => throw new NotSupportedException("Nobody belongs to no actor system.");

    /// <inheritdoc/>
    public override ISurrogate ToSurrogate(ActorSystem system) => new NobodySurrogate();

    /// <summary>Nobody as it is serialized.</summary>
    public class NobodySurrogate : ISurrogate
    {
        /// <inheritdoc/>
        public ISurrogated FromSurrogate(ActorSystem system) => Instance;
    }
}
