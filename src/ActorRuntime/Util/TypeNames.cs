using System.Reflection;

namespace Akka.Util;

/// <summary>Finds the types that a configuration names.</summary>
internal static class TypeNames
{
    /// <summary>
    /// The type of this name, or null. The assembly part of the name is tried first; if it leads nowhere, every loaded
    /// assembly is searched, so that a configuration written for Akka.NET's assemblies ("Akka.Event.DefaultLogger, Akka")
    /// finds the same type in ours.
    /// </summary>
    public static Type? Find(string name)
    {
        var bare = name.Split(',', 2)[0].Trim();
        return typeof(TypeNames).Assembly.GetType(bare)
            ?? Type.GetType(name, ResolveAssembly, typeResolver: null, throwOnError: false)
            ?? FindLoaded(bare);
    }

    private static Assembly? ResolveAssembly(AssemblyName name)
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (string.Equals(assembly.GetName().Name, name.Name, StringComparison.OrdinalIgnoreCase))
            {
                return assembly;
            }
        }
        try
        {
            return Assembly.Load(name);
        }
        catch (IOException)
        {
            return null; // No such assembly here: the type may still live in a loaded one.
        }
    }

    private static Type? FindLoaded(string bare)
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.GetType(bare) is { } type)
            {
                return type;
            }
        }
        return null;
    }
}
