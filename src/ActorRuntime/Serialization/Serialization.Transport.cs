using Akka.Actor;

namespace Akka.Serialization;

/// <summary>What a serializer may ask while it works: for which system, and under which address references are written.</summary>
public partial class Serialization
{
    [field: ThreadStatic]
    private static Information? Transport { get; set; }

    /// <summary>For whom this thread serializes.</summary>
    /// <exception cref="InvalidOperationException">It does not serialize within <see cref="WithTransport{T}(ExtendedActorSystem, Func{T})"/>.</exception>
    public static Information GetCurrentTransportInformation() =>
        Transport
        ?? throw new InvalidOperationException(
            "CurrentTransportInformation is not set. Use Serialization.WithTransport<T>."
        );

    /// <summary>Serializes for a system, under an address.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="system">The system.</param>
    /// <param name="address">The address that references get.</param>
    /// <param name="action">Serializes.</param>
    public static T WithTransport<T>(ActorSystem system, Address address, Func<T> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var outer = Transport;
        Transport = new Information(address, system);
        try
        {
            return action();
        }
        finally
        {
            Transport = outer;
        }
    }

    /// <summary>Serializes for a system, under its own address, unless another was set around this.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="system">The system.</param>
    /// <param name="action">Serializes.</param>
    public static T WithTransport<T>(ExtendedActorSystem system, Func<T> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return Transport is null ? WithTransport(system, system.Provider.DefaultAddress, action) : action();
    }

    /// <summary>Serializes for a system, under its own address, unless another was set around this.</summary>
    /// <typeparam name="TState">The type of what the function gets.</typeparam>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="system">The system.</param>
    /// <param name="state">What the function gets.</param>
    /// <param name="action">Serializes.</param>
    public static T WithTransport<TState, T>(ExtendedActorSystem system, TState state, Func<TState, T> action) =>
        WithTransport(system, () => action(state));
}
