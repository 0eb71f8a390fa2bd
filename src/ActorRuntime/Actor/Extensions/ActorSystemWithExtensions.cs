namespace Akka.Actor;

/// <summary>Shorter ways to extensions.</summary>
public static class ActorSystemWithExtensions
{
    /// <summary>The extension of a system, which must have been registered.</summary>
    /// <typeparam name="T">The type of the extension.</typeparam>
    /// <param name="system">The system.</param>
    public static T WithExtension<T>(this ActorSystem system)
        where T : class, IExtension => system.GetExtension<T>();

    /// <summary>The extension of a system; created if it is not there yet.</summary>
    /// <typeparam name="T">The type of the extension.</typeparam>
    /// <param name="system">The system.</param>
    /// <param name="extensionId">The type of what creates it.</param>
    public static T WithExtension<T>(this ActorSystem system, Type extensionId)
        where T : class, IExtension =>
        system.HasExtension<T>()
            ? system.GetExtension<T>()
            : (T)system.RegisterExtension((IExtensionId)Activator.CreateInstance(extensionId)!);

    /// <summary>The extension of a system; created if it is not there yet.</summary>
    /// <typeparam name="T">The type of the extension.</typeparam>
    /// <typeparam name="TI">The type of what creates it.</typeparam>
    /// <param name="system">The system.</param>
    public static T WithExtension<T, TI>(this ActorSystem system)
        where T : class, IExtension
        where TI : IExtensionId => system.WithExtension<T>(typeof(TI));
}
