namespace CacheActors.EndToEnd.Tests;

/// <summary>Where things are in the source tree that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The folder a project of the repository was built into, in the configuration of these tests.</summary>
    public static string OutputOf(params string[] project)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return At([.. project, "bin", framework.Parent!.Name, framework.Name]);
    }

    public static string At(params string[] names) => Path.Combine([Root, .. names]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CacheActors.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is not below the repository.");
    }
}
