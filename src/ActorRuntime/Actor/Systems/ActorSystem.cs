using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// A tree of actors with what they share: dispatchers, scheduler, event stream, settings. A process usually has one.
/// Disposing of it terminates it.
/// </summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private readonly long _created = TimeProvider.System.GetTimestamp();

    /// <summary>The settings.</summary>
    public abstract Settings Settings { get; }

    /// <summary>The name.</summary>
    public abstract string Name { get; }

    /// <summary>The dispatchers.</summary>
    public abstract Dispatchers Dispatchers { get; }

    /// <summary>Where events are published and subscribed to.</summary>
    public abstract EventStream EventStream { get; }

    /// <summary>Where messages end that nobody can receive.</summary>
    public abstract IActorRef DeadLetters { get; }

    /// <summary>Drops what it is sent, without a dead letter.</summary>
    public abstract IActorRef IgnoreRef { get; }

    /// <summary>The logging adapter of the system.</summary>
    public abstract ILoggingAdapter Log { get; }

    /// <summary>Does things later.</summary>
    public abstract IScheduler Scheduler { get; }

    /// <summary>The serializers.</summary>
    public abstract Serialization.Serialization Serialization { get; }

    /// <summary>Ends when the system has ended.</summary>
    public abstract Task WhenTerminated { get; }

    /// <summary>When the system was created, on a clock that started with the machine.</summary>
    public TimeSpan StartTime => Stopwatch.GetElapsedTime(0, _created);

    /// <summary>How long the system has been there.</summary>
    public TimeSpan Uptime => TimeProvider.System.GetElapsedTime(_created);

    /// <summary>Creates a system with the default configuration.</summary>
    /// <param name="name">Its name: ASCII letters, digits, and - and _ but not first.</param>
    /// <exception cref="ArgumentException">The name has other characters.</exception>
    public static ActorSystem Create(string name) => Create(name, ActorSystemSetup.Empty);

    /// <summary>Creates a system.</summary>
    /// <param name="name">Its name: ASCII letters, digits, and - and _ but not first.</param>
    /// <param name="config">The configuration; the defaults count where it says nothing.</param>
    /// <exception cref="ArgumentException">The name has other characters.</exception>
    /// <exception cref="ConfigurationException">The configuration has a wrong value.</exception>
    public static ActorSystem Create(string name, Config config) =>
        Create(name, BootstrapSetup.Create().WithConfig(config));

    /// <summary>Creates a system.</summary>
    /// <param name="name">Its name: ASCII letters, digits, and - and _ but not first.</param>
    /// <param name="setup">Holds the configuration.</param>
    /// <exception cref="ArgumentException">The name has other characters.</exception>
    /// <exception cref="ConfigurationException">The configuration has a wrong value.</exception>
    public static ActorSystem Create(string name, BootstrapSetup setup) => Create(name, ActorSystemSetup.Create(setup));

    /// <summary>Creates a system.</summary>
    /// <param name="name">Its name: ASCII letters, digits, and - and _ but not first.</param>
    /// <param name="setup">What is set up in code, a <see cref="BootstrapSetup"/> with the configuration among it.</param>
    /// <exception cref="ArgumentException">The name has other characters.</exception>
    /// <exception cref="ConfigurationException">The configuration has a wrong value.</exception>
    public static ActorSystem Create(string name, ActorSystemSetup setup)
    {
        var bootstrap = setup.Get<BootstrapSetup>();
        var config = bootstrap.HasValue ? bootstrap.Value.Config : default;
        var system = new ActorSystemImpl(name, config.HasValue ? config.Value : ConfigurationFactory.Load(), setup);
        system.Start();
        return system;
    }

    /// <inheritdoc/>
    public abstract IActorRef ActorOf(Props props, string? name = null);

    /// <inheritdoc/>
    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    /// <inheritdoc/>
    public abstract ActorSelection ActorSelection(string actorPath);

    /// <summary>Stops an actor after the message it is handling.</summary>
    /// <param name="actor">The actor.</param>
    public abstract void Stop(IActorRef actor);

    /// <summary>Registers an extension; created if it is not there yet.</summary>
    /// <param name="extension">Creates the extension.</param>
    /// <returns>The extension.</returns>
    public abstract object RegisterExtension(IExtensionId extension);

    /// <summary>The extension; null if it is not registered.</summary>
    /// <param name="extensionId">Names the extension.</param>
    public abstract object GetExtension(IExtensionId extensionId);

    /// <summary>The extension of a type; null if it is not registered.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public abstract T GetExtension<T>()
        where T : class, IExtension;

    /// <summary>True if the extension is registered.</summary>
    /// <param name="type">Its type.</param>
    public abstract bool HasExtension(Type type);

    /// <summary>True if the extension is registered.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public abstract bool HasExtension<T>()
        where T : class, IExtension;

    /// <summary>The extension, if it is registered.</summary>
    /// <param name="extensionType">Its type.</param>
    /// <param name="extension">The extension.</param>
    public abstract bool TryGetExtension(Type extensionType, [NotNullWhen(true)] out object? extension);

    /// <summary>The extension, if it is registered.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="extension">The extension.</param>
    public abstract bool TryGetExtension<T>([NotNullWhen(true)] out T? extension)
        where T : class, IExtension;

    /// <summary>Has code run when all actors have stopped, the last registered first.</summary>
    /// <param name="code">The code.</param>
    /// <exception cref="InvalidOperationException">The system has ended.</exception>
    public abstract void RegisterOnTermination(Action code);

    /// <summary>
    /// Ends the system: runs the phases of <see cref="CoordinatedShutdown"/> (unless configured otherwise) and stops all actors.
    /// </summary>
    /// <returns>The same as <see cref="WhenTerminated"/>.</returns>
    public abstract Task Terminate();

    /// <summary>Terminates the system and waits for its end. Not to be called by an actor: it would wait for itself.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    private protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Terminate().GetAwaiter().GetResult();
        }
    }
}
