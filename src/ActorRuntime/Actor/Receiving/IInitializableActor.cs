namespace Akka.Actor.Internal;

/// <summary>An actor that must be told when its construction is complete.</summary>
public interface IInitializableActor
{
    /// <summary>The construction is complete.</summary>
    void Init();
}
