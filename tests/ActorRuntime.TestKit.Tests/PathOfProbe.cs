using Akka.TestKit;

namespace ActorRuntime.TestKit.Tests;

internal static class PathOfProbe
{
    public static string Path(this TestProbe probe) => probe.Ref.Path.ToString();
}
