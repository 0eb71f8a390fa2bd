namespace Akka.TestKit;

/// <summary>Events that are muted until this is unmuted or disposed of.</summary>
public interface IUnmutableFilter : IDisposable
{
    /// <summary>Ends the muting.</summary>
    void Unmute();
}
