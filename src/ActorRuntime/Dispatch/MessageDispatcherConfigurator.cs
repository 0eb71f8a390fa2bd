using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>Makes a dispatcher from its section of the configuration.</summary>
public abstract class MessageDispatcherConfigurator
{
    /// <summary>Creates a configurator.</summary>
    /// <param name="config">The dispatcher's section.</param>
    /// <param name="prerequisites">What dispatchers get from their system.</param>
    protected MessageDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    /// <summary>The dispatcher's section.</summary>
    public Config Config { get; }

    /// <summary>What dispatchers get from their system.</summary>
    public IDispatcherPrerequisites Prerequisites { get; }

    /// <summary>The dispatcher: the same one each time, or one for each actor.</summary>
    public abstract MessageDispatcher Dispatcher();
}
