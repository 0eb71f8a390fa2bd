namespace Akka.Actor;

/// <summary>How an actor system reaches others. This runtime has systems that stand alone, and nothing else.</summary>
public abstract class ProviderSelection
{
    private protected ProviderSelection() { }

    /// <summary>The system stands alone.</summary>
    public sealed class Local : ProviderSelection
    {
        /// <summary>The only instance.</summary>
        public static readonly Local Instance = new();

        private Local() { }
    }
}
