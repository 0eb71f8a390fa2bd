using System.Reflection;
using Akka.Configuration;
using CacheActors.Files;

namespace CacheActors.Hosting;

/// <summary>The actor system's configuration: what the host says, before what we need, before the runtime's own defaults.</summary>
internal static class SystemConfig
{
    public static Config For(CacheActorsOptions options, CacheFolder folder)
    {
        var journal = ConfigurationFactory.ParseString(
            $$"""
            akka.persistence.journal.sql {
              connection-string = "Data Source={{Escape(folder.JournalPath)}};Pooling=False"
              synchronous = {{options.Journal.Synchronous}}
            }
            """
        );
        return ConfigurationFactory
            .ParseString(options.Hocon)
            .WithFallback(journal)
            .WithFallback(Resource("runtime.conf"))
            .WithFallback(Resource("embedded.conf"));
    }

    private static Config Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }

    private static string Escape(string path) => path.Replace("\\", "\\\\").Replace("\"", "\\\"");
}
