using CacheActors.Tests.Processes;

// The runtime runs this before Main when DOTNET_STARTUP_HOOKS names this assembly: a way to be another program, one that a
// test can kill. The runtime wants the class to have this name and no namespace.
#pragma warning disable MA0047, CA1050 // Declare types in namespaces
internal static class StartupHook
#pragma warning restore MA0047, CA1050
{
    public static void Initialize() =>
        ParentToKill.Run(Environment.GetEnvironmentVariable(ParentToKill.Variable));
}
