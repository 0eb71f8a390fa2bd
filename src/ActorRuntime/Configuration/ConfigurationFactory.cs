using System.Reflection;
using System.Text.Json;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>Makes configurations of HOCON texts.</summary>
public class ConfigurationFactory
{
    private static readonly Lazy<Config> Reference = new(() =>
        FromResource("reference.conf", typeof(ConfigurationFactory).Assembly)
    );

    /// <summary>A configuration without any value.</summary>
    public static Config Empty => Config.Empty;

    /// <summary>
    /// Parses HOCON. An <c>include "name"</c> is a file relative to the current directory; that it is missing is an error. A
    /// substitution refers to the same text, included ones counted in, or else to an environment variable; never to a fallback.
    /// </summary>
    /// <param name="hocon">The text.</param>
    /// <exception cref="ConfigurationException">
    /// The text is not HOCON; the message begins with the place, <c>(line 3, column 14)</c>, and says what was expected.
    /// </exception>
    public static Config ParseString(string hocon) => ParseString(hocon, includeCallback: null);

    /// <summary>Parses HOCON.</summary>
    /// <param name="hocon">The text.</param>
    /// <param name="includeCallback">
    /// Gives what an <c>include "name"</c> means: it gets the name and answers with the parsed text, see
    /// <see cref="Parser.Parse(string, Func{string, HoconRoot})"/>. Null for files relative to the current directory.
    /// </param>
    /// <exception cref="ConfigurationException">
    /// The text is not HOCON; the message begins with the place, <c>(line 3, column 14)</c>, and says what was expected.
    /// </exception>
    public static Config ParseString(string hocon, Func<string, HoconRoot>? includeCallback) =>
        new(Parser.Parse(hocon, includeCallback));

    /// <summary>
    /// Loads the file <c>akka.conf</c> or else <c>akka.hocon</c> of the current directory; empty if neither is there.
    /// </summary>
    /// <exception cref="ConfigurationException">The file is not HOCON; the message says where and why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Config Load()
    {
        foreach (var name in (ReadOnlySpan<string>)["akka.conf", "akka.hocon"])
        {
            if (File.Exists(name))
            {
                return new Config(Parser.Parse(HoconFileText.Open(name)));
            }
        }

        return Empty;
    }

    /// <summary>The public properties of an object as a configuration: <c>new { akka = new { loglevel = "DEBUG" } }</c>.</summary>
    /// <param name="source">The object. Its values are texts, numbers, truth values, times, lists of these, or such objects.</param>
    public static Config FromObject(object source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return ParseString(JsonSerializer.Serialize(source));
    }

    /// <summary>The defaults of every setting that the runtime itself reads.</summary>
    public static Config Default() => Reference.Value;

    /// <summary>Parses an embedded resource. Its includes are resources of the same assembly.</summary>
    /// <typeparam name="TAssembly">A type of the assembly that has the resource.</typeparam>
    /// <param name="resourceName">The full name of the resource.</param>
    /// <exception cref="ConfigurationException">There is no such resource, or it is not HOCON.</exception>
    public static Config FromResource<TAssembly>(string resourceName) =>
        FromResource(resourceName, typeof(TAssembly).Assembly);

    /// <summary>Parses an embedded resource. Its includes are resources of the same assembly.</summary>
    /// <param name="resourceName">The full name of the resource.</param>
    /// <param name="instanceInAssembly">The assembly that has the resource, a type of it, or an object of such a type.</param>
    /// <exception cref="ConfigurationException">There is no such resource, or it is not HOCON.</exception>
    public static Config FromResource(string resourceName, object instanceInAssembly)
    {
        ArgumentNullException.ThrowIfNull(instanceInAssembly);
        return instanceInAssembly switch
        {
            Assembly assembly => FromResource(resourceName, assembly),
            Type type => FromResource(resourceName, type.Assembly),
            _ => FromResource(resourceName, instanceInAssembly.GetType().Assembly),
        };
    }

    /// <summary>Parses an embedded resource. Its includes are resources of the same assembly.</summary>
    /// <param name="resourceName">The full name of the resource.</param>
    /// <param name="assembly">The assembly that has the resource.</param>
    /// <exception cref="ConfigurationException">There is no such resource, or it is not HOCON.</exception>
    public static Config FromResource(string resourceName, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return new Config(Parser.Parse(HoconResource.Open(assembly, resourceName)));
    }
}
