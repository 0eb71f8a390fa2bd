using System.Collections.Concurrent;

namespace Akka.Util;

/// <summary>Names of types as they are stored.</summary>
public static class TypeExtensions
{
    private const string Version = ", Version=";
    private const string Token = "PublicKeyToken=";

    private static readonly ConcurrentDictionary<Type, string> Names = new();

    /// <summary>
    /// The name of a type with its assembly but without versions, so that it is found again after an update; types of
    /// .NET's core library without their assembly.
    /// </summary>
    /// <param name="type">The type.</param>
    public static string TypeQualifiedName(this Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Names.GetOrAdd(type, NameOf);
    }

    private static string NameOf(Type type)
    {
        var name = WithoutVersions(type.FullName ?? type.Name);
        return type.Assembly == typeof(object).Assembly ? name : $"{name}, {type.Assembly.GetName().Name}";
    }

    /// <summary>Type arguments carry the versions of their assemblies: <c>, Version=…, Culture=…, PublicKeyToken=…</c>.</summary>
    private static string WithoutVersions(string name)
    {
        int start;
        while ((start = name.IndexOf(Version, StringComparison.Ordinal)) >= 0)
        {
            var token = name.IndexOf(Token, start, StringComparison.Ordinal);
            var end = name.AsSpan(token).IndexOfAny(']', ',');
            name = name.Remove(start, (end < 0 ? name.Length : token + end) - start);
        }

        return name;
    }
}
