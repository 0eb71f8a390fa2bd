using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>The extensions of one system: each is created once, by the first who asks; others wait for it.</summary>
internal sealed class ExtensionRegistry(ActorSystemImpl system)
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();

    public object Register(IExtensionId id)
    {
        var extension = _extensions.GetOrAdd(
            id.ExtensionType,
            static (_, argument) => new Lazy<object>(() => argument.id.CreateExtension(argument.system)),
            (id, system)
        );
        try
        {
            return extension.Value;
        }
        catch
        {
            // The next who asks tries again.
            _extensions.TryRemove(new KeyValuePair<Type, Lazy<object>>(id.ExtensionType, extension));
            throw;
        }
    }

    public bool TryGet(Type type, [NotNullWhen(true)] out object? extension)
    {
        if (_extensions.TryGetValue(type, out var lazy))
        {
            extension = lazy.Value;
            return true;
        }
        extension = null;
        return false;
    }

    public bool Has(Type type) => _extensions.ContainsKey(type);

    /// <summary>Creates the extensions that the configuration names.</summary>
    public void LoadConfigured(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            var type =
                TypeNames.Find(name)
                ?? throw new ConfigurationException($"akka.extensions names \"{name}\", which cannot be found.");
            if (!type.IsAssignableTo(typeof(IExtensionId)))
            {
                throw new ConfigurationException($"akka.extensions names \"{name}\", which is no IExtensionId.");
            }
            Register((IExtensionId)Activator.CreateInstance(type)!);
        }
    }
}
