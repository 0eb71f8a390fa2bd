using Akka.Actor;

namespace Akka.Util;

/// <summary>The form in which an <see cref="ISurrogated"/> object is serialized.</summary>
public interface ISurrogate
{
    /// <summary>The object this surrogate stands for.</summary>
    /// <param name="system">The actor system that deserializes.</param>
    ISurrogated FromSurrogate(ActorSystem system);
}

/// <summary>An object that is serialized through a surrogate, because it means something only inside one actor system.</summary>
public interface ISurrogated
{
    /// <summary>The form in which this object is serialized.</summary>
    /// <param name="system">The actor system that serializes.</param>
    ISurrogate ToSurrogate(ActorSystem system);
}
